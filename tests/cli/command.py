"""apanim's commands, each in a process of its own, forked from one that has the rooms in memory already."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

ROOMS = ["apanim.cli.command", "apanim.cli.pictures", "apanim.cli.words", "apanim.cli.lab",
         "apanim.cli.roads", "apanim.export.still", "apanim.export.render", "apanim.script.programme",
         "apanim.lab.run"]  # fmt: skip
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(ROOMS)


def apanim(folder: Path, *arguments: str, killed_after_s: float | None = None) -> CompletedProcess[str]:
    """`apanim ARGUMENTS` in `folder`: its exit code, and what it said; killed (SIGKILL) after a while."""
    with tempfile.TemporaryDirectory() as said:
        for name in ("out", "err"):
            Path(said, name).touch()
        process = _processes.Process(target=_run, args=(str(folder), arguments, dict(os.environ), said))
        process.start()
        process.join(killed_after_s)
        if process.is_alive():
            process.kill()
            process.join()
        out, err = (Path(said, name).read_text(encoding="utf-8") for name in ("out", "err"))
        return CompletedProcess(arguments, process.exitcode or 0, out, err)


def _run(folder: str, arguments: tuple[str, ...], environment: dict[str, str], said: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate((os.devnull, f"{said}/out", f"{said}/err")):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    sys.argv = ["apanim", *arguments]
    from apanim.cli.command import main

    main()


@contextmanager
def environment(**names: object) -> Iterator[None]:
    """What commands are to find in theirs; all is as it was in the end."""
    before = dict(os.environ)
    os.environ.update({name: str(value) for name, value in names.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
