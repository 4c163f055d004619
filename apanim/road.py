"""The one road by which a mistake comes out: a line on standard error that begins with "apanim:".

A person's mistake is told as it is, with exit code 2; what the machine refuses (a full disk, no memory)
and a fault of apanim's own, with where it came up, with 1.
`--debug`, anywhere on the line, shows the traceback.
"""

import codecs
import errno
import os
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from apanim import stop
from apanim.errors import ChildError, UserError
from apanim.memory import load_blas

DEBUG = "--debug"
_LONGEST, _LONGEST_WORD = 500, 160  # characters of what is told of a mistake, and of a word in it
_WAITS_S = 1.0  # for threads that a scene has begun
_NO_MEMORY = ("failed to map segment", "Cannot allocate memory")  # as loaders of libraries tell it
_NO_FILES = (
    "the system lets this program open no more files at once; close others, or raise the limit (ulimit -n)"
)
_shows_traces = False


def prepare(debug: bool = False) -> None:
    """Before anything else in a process: streams that print any sign, and no warnings, which are for
    programmers. With `debug` tracebacks are shown."""
    global _shows_traces
    _shows_traces = _shows_traces or debug
    codecs.register_error("apanim", _shown)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="apanim")  # type: ignore[union-attr]
    if not _shows_traces:
        warnings.simplefilter("ignore")
        sys.warnoptions.clear()  # which other processes of ours would be given
        os.environ.pop("PYTHONWARNINGS", None)
    threading.excepthook = lambda one: _say_beside(one.exc_value, "in a thread of its own")
    sys.unraisablehook = lambda one: _say_beside(one.exc_value, "on the way out of something")


def take_debug(words: list[str]) -> bool:
    """Whether it was asked for tracebacks, in a word that is taken off the command line `words`."""
    end = words.index("--") if "--" in words else len(words)
    asked = DEBUG in words[1:end]
    words[1:end] = [word for word in words[1:end] if word != DEBUG]
    return asked


def shows_traces() -> bool:
    """Whether tracebacks are shown."""
    return _shows_traces


def travel(command: Callable[[], Any]) -> NoReturn:
    """Run `command` and leave with its exit code, if it gives one. Nothing comes out as a traceback."""
    try:
        load_blas()
        given = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        code = given if type(given) is int else 0
    except SystemExit as leaving:  # a reader of standard output has gone, and the like
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException as error:
        code = _ended_by(error)
    _leave(code)


def one_line(message: str) -> str:
    """On one line, in signs that a terminal only shows, and without what is too long to be read."""
    line = "".join(map(_printable, " ".join(message.splitlines())))
    line = re.sub(rf"\S{{{_LONGEST_WORD},}}", lambda word: _middle_left_out(word[0], _LONGEST_WORD), line)
    return _middle_left_out(line, _LONGEST)


def kind_and_words(error: BaseException) -> str:
    """What an error is and says, whatever its author made of its words."""
    try:
        said = str(error)
    except BaseException:
        said = ""
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def where_of(error: BaseException) -> str:
    """The file and line where an error came up; "" if that is not known."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""


def unloaded(error: BaseException | None) -> bool:
    """Whether the system had no memory for a library, or its code, when the error came up."""
    while error is not None:
        if isinstance(error, OSError | ImportError) and any(words in str(error) for words in _NO_MEMORY):
            return True
        if type(error).__module__ == "pygame" and "Out of memory" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _encoder_gave_up(error: BaseException) -> bool:
    """Whether it is PyAV's word for what an encoder's own library tells no reason for."""
    return type(error).__name__ == "ExternalError"


def _without_files(error: BaseException | None) -> bool:
    """Whether an error came up because too many files are open, whatever it was taken for."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            return True
        error = error.__cause__ or error.__context__
    return False


def told(error: BaseException) -> tuple[str, int]:
    """What is said of an error in one line, and the exit code that goes with it."""
    if _without_files(error):
        return _NO_FILES, 1
    if isinstance(error, UserError):
        return str(error), error.code if isinstance(error, ChildError) else 2
    if callable(getattr(error, "format_message", None)):  # of the command line
        return _usage(error), 2
    if isinstance(error, MemoryError) or unloaded(error):
        return "there is not memory enough for this; a smaller --size and fewer --workers need less", 1
    if _encoder_gave_up(error):
        return (
            f"the encoder gave up, as it does without memory enough ({one_line(str(error))}); a smaller "
            "--size and fewer --workers need less",
            1,
        )
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return f"{error.filename}: longer than a name on a disk may be; give a shorter one", 2
    if isinstance(error, OSError):  # standard output is full or gone
        return str(error), 1
    where = where_of(error)
    more = f"a fault of apanim's own, at {where}" if where else "a fault of apanim's own"
    return f"{kind_and_words(error)}; {more}; run it again with {DEBUG}, and report what that shows", 1


def show_trace(error: BaseException) -> None:
    """The traceback, if it was asked for."""
    if _shows_traces:
        with suppress(Exception):
            traceback.print_exception(error)


def _ended_by(error: BaseException) -> int:
    """Tell what a command has ended by, and give its exit code."""
    if isinstance(error, stop.Stopped) or stop.came():  # maybe amid something that made another of it
        stop.on_signal(stop.leave)
        stop.clear_away()
        _say(stop.MESSAGE)
        return error.code if isinstance(error, stop.Stopped) else stop.came()
    show_trace(error)
    message, code = told(error)
    _say(f"apanim: {one_line(message)}")
    return code


def _usage(error: Any) -> str:
    """A mistake on the command line, and where what it takes is told."""
    path = getattr(getattr(error, "ctx", None), "command_path", "apanim")
    name, said = path.rpartition(" ")[2], " ".join(error.format_message().split()).rstrip(".")
    place = f"{name}: " if " " in path and name != "apanim" else ""
    return f"{place}{said[:1].lower()}{said[1:]}; {path} --help shows what there is"


def _say(line: str) -> None:
    with suppress(Exception):  # there may be nobody to be told
        print(line, file=sys.stderr, flush=True)


def _say_beside(error: BaseException | None, when: str) -> None:
    """What went wrong beside the command, which goes on."""
    if error is not None and not isinstance(error, SystemExit):
        show_trace(error)
        where = where_of(error)
        _say(f"apanim: {one_line(f'{where}: {kind_and_words(error)}, {when}' if where else str(error))}")


def _leave(code: int) -> NoReturn:
    """End, whatever threads of a scene's own go on."""
    waits_s = _WAITS_S
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(waits_s)
            waits_s = 0.0 if thread.is_alive() else waits_s
    if waits_s == 0.0:
        import atexit

        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def _shown(error: UnicodeError) -> tuple[str | bytes, int]:
    """How signs are printed that an encoding has not: a name's bytes as they are, others as numbers."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    if all("\udc80" <= sign <= "\udcff" for sign in signs):
        return bytes(ord(sign) - 0xDC00 for sign in signs), error.end
    return signs.encode("ascii", "backslashreplace").decode("ascii"), error.end


def _printable(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else sign.encode("unicode_escape").decode("ascii")


def _middle_left_out(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest // 2]} ... {text[-longest // 2 :]}"
