"""What is one's own: the option --with, which lays a folder over apanim's, and new."""

import os
import shlex
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

WithOption = Annotated[
    str | None,
    typer.Option(
        "--with", metavar="FOLDER", help="Its scenes, words, orders and colours go before apanim's."
    ),
]


def lay(named: str | None) -> None:
    """Lay the folder of `--with` over apanim's own for what this process does from now on; None for none.

    What of it does nothing is told once. Raises UserError where there is no such folder, or nothing in it
    that can be laid over.
    """
    from apanim.data import lay_over
    from apanim.script.installed import edited_elsewhere
    from apanim.script.own import check_folder, unsaid

    lay_over(None)
    folder = None if named is None else check_folder(named)
    lay_over(folder)
    for line in (edited_elsewhere(), *(unsaid(folder) if folder else ())):
        _say(line)


@cache
def _say(line: str) -> None:
    """A line, once: a course lays its folder anew for every film."""
    if line:
        typer.echo(f"apanim: {line}", err=True)


def new(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|FOLDER/", help="What the scene is called; or a folder, with a slash."),
    ],
) -> None:
    """Write a scene to begin with into this folder; or a copy of all that apanim tells, to change."""
    if name.endswith(("/", os.sep)) or (name and Path(name).is_dir()):
        from apanim.export.copied import copy_house

        folder = copy_house(Path(name))
        typer.echo(f"{folder}/")
        told = shlex.quote(str(folder))
        typer.echo(f"apanim: now apanim play --with {told}, and change it while it plays", err=True)
        return
    from apanim.export.starter import write_scene

    scene, words = write_scene(name, Path())
    typer.echo(f"{scene}\n{words}")
    typer.echo(f"apanim: now apanim play {shlex.quote(str(scene))}, and change it while it plays", err=True)
