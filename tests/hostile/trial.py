"""One hostile input, tried: the command in a process of its own, and what it did beside what it may do."""

import contextlib
import ctypes
import gc
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glance import leave_soon

from apanim import data
from apanim.errors import UserError

MOST_CPU_S, MOST_BYTES, LONGEST_LINE = 10.0, 1_500_000_000, 700
_KILLED_CPU_S, _KILLED_WALL_S, _ADDRESS_BYTES = 30, 240.0, 12 << 30
_LINE = re.compile(r"apanim: \S.*")
_PROGRESS = re.compile(r"[a-z ]+: \d+ (%|s)(, .*)?")
_SUBREAPER = 36  # prctl's PR_SET_CHILD_SUBREAPER: processes that a trial leaves come to us


@dataclass(frozen=True)
class Input:
    """Files in a folder, and what the command is given there. `assets` are laid over apanim's own."""

    kind: str
    arguments: tuple[str, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    assets: dict[str, bytes] = field(default_factory=dict)
    writes: tuple[str, ...] = ()  # what may be there afterwards: a file's name, or a folder's with a slash
    glanced: bool = False  # a window opens: nobody sees it, and it leaves by itself


@dataclass(frozen=True)
class Verdict:
    """What came of it; `faults` is empty if that is as it should be."""

    code: int
    said: str
    cpu_s: float
    peak_bytes: int
    faults: tuple[str, ...]


def preload(files: dict[str, bytes], commands: Iterable[tuple[str, ...]]) -> None:
    """Run `commands` on good `files` here, once: what they import and work out is there for all trials of
    this process. What is made of apanim's art, which a trial may change, is forgotten again."""
    from apanim.cli.command import app

    said = sys.stdout, sys.stderr
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        Path(os.devnull).open("w") as nowhere,
    ):
        sys.stdout = sys.stderr = nowhere
        try:
            _write(Path(folder), files)
            for command in commands:
                with contextlib.suppress(UserError, SystemExit):
                    app(list(command), standalone_mode=False)
        finally:
            sys.stdout, sys.stderr = said
    for name, module in list(sys.modules.items()):
        if name.startswith(("apanim.picture", "apanim.canvas", "apanim.export")):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
    gc.collect()
    gc.freeze()  # so that few pages are another's after a fork


def tried(given: Input, place: Path) -> Verdict:
    """Run it in `place`, a folder that is made and taken away, and judge what it did."""
    here, scratch, home = place / "here", place / "scratch", place / "home"
    for folder in (here, scratch, home):
        folder.mkdir(parents=True)
    _write(here, given.files)
    if given.assets:
        shutil.copytree(data.assets_dir(), place / "assets")
        _write(place / "assets", given.assets)
    before, around = _seen(here), _seen(place)
    began_s = time.monotonic()
    process = os.fork()
    if process == 0:
        try:
            _run(given, place)
        finally:
            os._exit(99)  # the trial itself went wrong
    status, used = _waited(process, began_s)
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    left = _ended(process, patience_s=2.0 if given.glanced else 0.0)
    err = (place / "err").read_bytes().decode("utf-8", "replace")
    out = (place / "out").read_bytes().decode("utf-8", "replace")
    cpu_s, peak = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    told = "".join(err.splitlines(keepends=True)[-1:]) if "--debug" in given.arguments else err
    faults = [*_judged(code, told, out, cpu_s, peak)]
    if left:
        faults.append(f"{left} processes left behind")
    faults += _strays(given, code, before, _seen(here), around, _seen(place))
    shutil.rmtree(place, ignore_errors=True)
    return Verdict(code, err, cpu_s, peak, tuple(faults))


def _judged(code: int, err: str, out: str, cpu_s: float, peak: int):
    lines = [line for line in err.splitlines() if line.strip() and not _PROGRESS.fullmatch(line)]
    if "Traceback" in err or "Traceback" in out:
        yield "a traceback"
    elif code not in (0, 2):
        yield f"exit code {code}"
    elif any(not _LINE.fullmatch(line) or not line.isprintable() for line in lines):
        yield "a line that is not the command's"
    elif code == 2 and len(lines) != 1 and not (not lines and "FALSE" in out):
        yield f"{len(lines)} lines of refusal"
    if any(len(line) > LONGEST_LINE for line in lines):
        yield f"a line of {max(map(len, lines))} characters"
    if cpu_s > MOST_CPU_S:
        yield f"{cpu_s:.1f} s of CPU"
    if peak > MOST_BYTES:
        yield f"{peak / 1e9:.2f} GB"


def _strays(given: Input, code: int, before, after, around, afterwards):
    new = sorted(name for name in after if name not in before)
    allowed = given.writes if code == 0 else ()
    changed = [name for name in before if after.get(name) != before[name] and not {name, ""} & {*allowed}]
    if strays := [name for name in new if not any(name == one or name.startswith(one) for one in allowed)]:
        yield f"left behind: {', '.join(strays[:3])}"
    if changed:
        yield f"changed: {', '.join(changed[:3])}"
    mine = ("here", "out", "err")
    seal = "home/.local/state/apanim/"  # a person's own, made once
    if outside := sorted(
        name
        for name in afterwards
        if name not in around
        and name.partition("/")[0] not in mine
        and not name.startswith(seal)
        and not seal.startswith(name)
    ):
        yield f"outside: {', '.join(outside[:3])}"


def _seen(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder: names, and the contents of small files; folders end in a slash."""
    found: dict[str, bytes | None] = {}
    for root, folders, files in os.walk(os.fsencode(folder)):
        for name in folders:
            found[os.fsdecode(os.path.relpath(os.path.join(root, name), os.fsencode(folder))) + "/"] = None
        for name in files:
            path = os.path.join(root, name)
            kept = os.path.isfile(path) and os.path.getsize(path) < 100_000
            content = Path(os.fsdecode(path)).read_bytes() if kept else b""
            found[os.fsdecode(os.path.relpath(path, os.fsencode(folder)))] = content
    return found


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content == b"<a pipe>":
            os.mkfifo(path)
        else:
            path.write_bytes(content)


def _run(given: Input, place: Path) -> None:
    """The command; never comes back."""
    import atexit

    atexit._clear()  # those of the process that tries
    os.setsid()
    for number, name in enumerate((os.devnull, str(place / "out"), str(place / "err"))):
        file = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        if file != number:
            os.dup2(file, number)
            os.close(file)
    sys.stdout, sys.stderr = (
        open(number, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
        for number in (1, 2)
    )
    resource.setrlimit(resource.RLIMIT_CPU, (_KILLED_CPU_S, _KILLED_CPU_S + 5))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_BYTES, _ADDRESS_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if given.glanced:
        leave_soon()
    os.environ |= {"HOME": str(place / "home"), "TMPDIR": str(place / "scratch")}
    os.environ |= {"COLUMNS": "200", "APANIM_CONFIG": str(place / "here" / "config")}
    os.chdir(place / "here")
    if given.assets:
        _lay_assets(place / "assets")
    sys.argv = ["apanim", *given.arguments]
    code = 0
    try:
        from apanim.__main__ import main

        main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 1
    import threading

    threading._shutdown()  # as an interpreter that ends: it waits for threads
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except Exception:
            code = 120
    atexit._run_exitfuncs()
    os._exit(code)


def _lay_assets(folder: Path) -> None:
    """From now on apanim's sprites and colours are those in `folder`."""
    find = data._find
    data._find = lambda name: folder if name == "assets" else find(name)


def _waited(process: int, began_s: float) -> tuple[int, resource.struct_rusage]:
    pause_s = 0.001
    while True:
        done, status, used = os.wait4(process, os.WNOHANG)
        if done:
            return status, used
        if time.monotonic() - began_s > _KILLED_WALL_S:
            os.killpg(process, signal.SIGKILL)
        time.sleep(pause_s)
        pause_s = min(0.02, pause_s * 1.5)


def _ended(process: int, patience_s: float) -> int:
    """How many processes of the trial's own session are there still, after a while; they are ended."""
    ends_s = time.monotonic() + patience_s
    while (left := list(_session(process))) and time.monotonic() < ends_s:
        time.sleep(0.02)
    for one in left:
        os.kill(one, signal.SIGKILL)
    return len(left)


def _session(process: int) -> Iterator[int]:
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = one.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[3]) == process and told[0] != "Z":
            yield int(one.parent.name)


def adopt_orphans() -> None:
    """What a trial leaves running becomes ours, and is reaped."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
