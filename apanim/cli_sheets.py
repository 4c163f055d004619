"""`apanim sheet` and `apanim sprites`: pictures of many pictures."""

from typing import Annotated

import typer

from apanim.cli_open import (
    LanguageOption,
    SceneArgument,
    TextSizeOption,
    ThemeOption,
    VoiceOption,
    open_reported,
    painter,
)
from apanim.export.progress import Report

OutputOption = Annotated[str, typer.Option("-o", "--output", help="A .png file.")]


def sheet(
    scene: SceneArgument = None,
    output: OutputOption = "sheet.png",
    every: Annotated[
        float | None,
        typer.Option("--every", metavar="S", help="Seconds between stills; about two dozen if absent."),
    ] = None,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
) -> None:
    """Save a contact sheet: stills of a scene with their times."""
    from apanim.export.sheet import STILL, sheet_ticks, write_sheet
    from apanim.export.target import file_target
    from apanim.picture.text_size import text_scale
    from apanim.picture.theme import theme as named

    path, colours, text = file_target(output, ".png"), named(theme), text_scale(text_size)
    show = open_reported(scene, voice, language)
    score = show.score
    ticks = sheet_ticks(score.duration_tick, every, score.name)
    with Report("painting", "stills") as report:
        write_sheet(painter(show, STILL, colours, text), ticks, score.title, score.chapters, path, report)
    typer.echo(f"{path}")


def sprites(output: OutputOption = "sprites.png") -> None:
    """Save a page of every sprite in every state, on both grounds."""
    from apanim.export.sprites import write_sprites
    from apanim.export.target import file_target

    path = file_target(output, ".png")
    with Report("drawing", "sprites") as report:
        write_sprites(path, report)
    typer.echo(f"{path}")
