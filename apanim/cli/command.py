"""The command: its name, its mistakes and its end. What it does stands in the rooms beside this one.

Only what help needs is imported here; a command imports its rooms once what it is given was looked at.
"""

import os
import sys
from typing import Annotated

# pygame greets on standard output unless told not to, and standard output is the command's own.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import typer

from apanim import __version__, road, stop
from apanim.cache_size import limit_bytes
from apanim.cli import batch, cache, lab, own, pictures, roads, words

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Play and render a narrated lecture on the action potential from a living membrane.",
)  # fmt: skip
for _command in (
    words.measure, pictures.sheet, pictures.sprites, pictures.flash, words.script,
    words.words, words.coverage, words.attention, words.list_scenes, pictures.render,
    batch.batch,
    pictures.play, lab.lab, pictures.still, roads.page, roads.slides, words.data,
    words.check, own.new, cache.cache,
):  # fmt: skip
    app.command(name=_command.__name__.removesuffix("_scenes"))(_command)
app.command(hidden=True)(words.lengths)


@app.callback(invoke_without_command=True)
def version(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True)
    ] = False,
    debug: Annotated[  # road.take_debug has taken it off the line, wherever it stood
        bool, typer.Option(road.DEBUG, help="Show the traceback of a mistake; before or after a command.")
    ] = False,
) -> None:
    if show_version:
        typer.echo(f"apanim {__version__}")
        raise typer.Exit
    limit_bytes()


def main() -> None:
    """Run the command. A person's mistake is one line on standard error and exit code 2."""
    stop.on_signal(stop.leave)
    road.prepare(road.take_debug(sys.argv))
    if len(sys.argv) == 1:
        sys.argv.append("--help")
    road.travel(lambda: app(prog_name="apanim", standalone_mode=False))
