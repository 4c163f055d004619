"""The laboratory's command: a set, an experiment or a set-up file in a window that can be acted upon."""

from typing import Annotated

import typer

from apanim.cli.options import (
    LanguageOption,
    MotionOption,
    SizeOption,
    TextSizeOption,
    ThemeOption,
    look_of,
    open_window,
    shown_setup,
)


def lab(
    what: Annotated[
        str,
        typer.Argument(
            metavar="[SET|EXPERIMENT|FILE.toml]",
            help="membrane, neuron or axon; an experiment of --list; or a set-up that was saved.",
        ),
    ] = "membrane",
    list_them: Annotated[
        bool, typer.Option("--list", help="List the sets and the experiments, and open no window.")
    ] = False,
    language: LanguageOption = "en",
    size: SizeOption = "1280x720",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
) -> None:
    """Open the laboratory: stimulate, clamp, block channels, and see what the membrane does."""
    from apanim.export.target import parse_size

    pixels, look = parse_size(size), look_of(theme, text_size, what, reduced_motion)
    if list_them:
        _list(language)
        return
    open_window(shown_setup(what, language), pixels, look)


def _list(language: str) -> None:
    from apanim.data import scenes_dir
    from apanim.lab.cards import SETS, all_cards
    from apanim.script.find import find_catalogue

    find_catalogue(scenes_dir(), language)
    typer.echo(f"sets: {', '.join(SETS)}")
    for card in all_cards(language):
        typer.echo(f"{card.name:<12}{card.title}: {card.look_for}")
