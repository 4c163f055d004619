"""The command: its name, its mistakes and its end. What it does stands in cli_pictures.py and cli_words.py.

Only what help needs is imported here; a command imports its rooms once what it is given was looked at.
"""

import os
import sys
from typing import Annotated

# pygame greets on standard output unless told not to, and standard output is the command's own.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import typer

from apanim import __version__, cli_batch, cli_lab, cli_pictures, cli_roads, cli_words, stop
from apanim.errors import UserError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Play and render a narrated lecture on the action potential from a living membrane.",
)  # fmt: skip
for _command in (
    cli_words.measure, cli_pictures.sheet, cli_pictures.sprites, cli_pictures.flash, cli_words.script,
    cli_words.words, cli_words.coverage, cli_words.attention, cli_words.list_scenes, cli_pictures.render,
    cli_batch.batch,
    cli_pictures.play, cli_lab.lab, cli_pictures.still, cli_roads.page, cli_roads.slides, cli_words.data,
    cli_words.check, cli_words.new,
):  # fmt: skip
    app.command(name=_command.__name__.removesuffix("_scenes"))(_command)
app.command(hidden=True)(cli_words.lengths)
_LONGEST = 500  # characters of what is told of a mistake


@app.callback(invoke_without_command=True)
def version(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True)
    ] = False,
) -> None:
    if show_version:
        typer.echo(f"apanim {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command. A person's mistake is one line on standard error and exit code 2."""
    stop.on_signal(stop.leave)
    try:
        app()
    except stop.Stopped as stopped:
        _stopped(stopped.code)
    except (Exception, KeyboardInterrupt) as error:
        if stop.came():  # amid something that made another exception of it
            _stopped(stop.came())
        if isinstance(error, UserError):
            print(f"apanim: {_told(str(error))}", file=sys.stderr)
            sys.exit(2)
        if isinstance(error, OSError):  # standard output is full or gone
            print(f"apanim: {error}", file=sys.stderr)
            sys.exit(1)
        raise


def _told(message: str) -> str:
    """On one line, and without what is too long to be read."""
    line = " ".join(message.splitlines())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} ... {line[-_LONGEST // 2 :]}"


def _stopped(code: int) -> None:
    stop.on_signal(stop.leave)
    print(stop.MESSAGE, file=sys.stderr)
    sys.exit(code)
