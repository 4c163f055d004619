"""The command: render, play, still, data and check; the other commands stand in cli_*.py."""

import os
import sys
from pathlib import Path
from typing import Annotated

# pygame greets on standard output unless told not to, and standard output is the command's own.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import typer

from apanim import __version__, stop
from apanim.cli_flash import flash
from apanim.cli_list import list_scenes
from apanim.cli_measure import measure
from apanim.cli_open import (
    LanguageOption,
    MotionOption,
    SceneArgument,
    TextSizeOption,
    ThemeOption,
    VoiceOption,
    compile_reported,
    open_reported,
    painter,
)
from apanim.cli_sheets import sheet, sprites
from apanim.cli_words import coverage, lengths, script, words
from apanim.errors import UserError
from apanim.export.progress import Report

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Play and render a narrated lecture on the action potential from a living membrane.",
)  # fmt: skip
app.command()(measure)
app.command()(sheet)
app.command()(sprites)
app.command()(flash)
app.command()(script)
app.command()(words)
app.command()(coverage)
app.command(hidden=True)(lengths)
app.command(name="list")(list_scenes)

SizeOption = Annotated[str, typer.Option("--size", help="Width x height in pixels, both even.")]


@app.command()
def render(
    scene: SceneArgument = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help="name.mp4, name.gif, name.png (numbered frames) or a folder/."),
    ] = None,
    size: SizeOption = "1920x1080",
    fps: Annotated[int, typer.Option("--fps", help="Frames a second: 24, 25, 30, 50 or 60.")] = 30,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    from_time: Annotated[str | None, typer.Option("--from", help="Start, seconds or m:ss.")] = None,
    to_time: Annotated[str | None, typer.Option("--to", help="End, seconds or m:ss.")] = None,
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
) -> None:
    """Render a scene to a video with its voice, a GIF, or numbered frames."""
    from apanim.export.clip import Clip
    from apanim.export.languages import iso_639_2
    from apanim.export.render import write_clip
    from apanim.export.target import check_fps, parse_size, parse_stretch, render_target
    from apanim.picture.text_size import text_scale
    from apanim.picture.theme import theme as named

    pixels, rate, colours = parse_size(size), check_fps(fps), named(theme)
    text = text_scale(text_size)
    target = render_target(output) if output is not None else None
    show = open_reported(scene, voice, language)
    score = show.score
    if target is None:
        _make_renders()
        target = render_target(f"renders/{score.name}.mp4")
    start, end = parse_stretch(from_time, to_time, score.duration_tick, score.name)
    paint = painter(show, pixels, colours, text, reduced_motion)
    clip = Clip(
        paint=paint, size=pixels, fps=rate,
        from_tick=start, to_tick=end,
        track=score.track, title=score.title, language=iso_639_2(score.language), chapters=score.chapters,
        captions=score.captions,
    )  # fmt: skip
    with Report("painting", "frames") as report:
        write_clip(clip, target, report)
    typer.echo(f"{target.told}")


def _make_renders() -> None:
    """The folder for what is rendered without -o. Raises UserError where it cannot be."""
    try:
        Path("renders").mkdir(exist_ok=True)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise UserError(f"renders/: cannot be made here ({why}); write elsewhere with -o") from error


@app.command()
def play(
    scene: SceneArgument = None,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    size: SizeOption = "1280x720",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
) -> None:
    """Play a scene in a window. F1 there shows every key."""
    from apanim.export.target import parse_size
    from apanim.picture.text_size import text_scale
    from apanim.picture.theme import theme as named
    from apanim.window import play_programme, require_display

    pixels, colours, text = parse_size(size), named(theme), text_scale(text_size)
    require_display()
    play_programme(open_reported(scene, voice, language), pixels, colours, text, reduced_motion)


@app.command()
def still(
    scene: SceneArgument = None,
    at: Annotated[str, typer.Option("--at", help="The moment, seconds or m:ss.")] = "0",
    output: Annotated[
        str, typer.Option("-o", "--output", help="A .png file, or an .svg of vectors for hand-outs.")
    ] = "still.png",
    size: SizeOption = "1920x1080",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
) -> None:
    """Save the picture at one moment."""
    from apanim.export.still import write_still, write_svg_still
    from apanim.export.target import file_target, parse_moment, parse_size
    from apanim.picture.text_size import text_scale
    from apanim.picture.theme import theme as named

    pixels, colours, path = parse_size(size), named(theme), file_target(output, ".png", ".svg")
    text = text_scale(text_size)
    show = open_reported(scene, voice, language)
    tick = parse_moment(at, show.score.duration_tick, show.score.name)
    if path.suffix.lower() == ".svg":
        write_svg_still(*show.at(tick), colours, path, text)
    else:
        write_still(painter(show, pixels, colours, text), tick, path)
    typer.echo(f"{path}")


@app.command()
def data(
    scene: SceneArgument = None,
    output: Annotated[str, typer.Option("-o", "--output", help="A .csv file.")] = "data.csv",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
) -> None:
    """Save a scene in numbers, one row a world step (1/60 s); of a lecture one file a scene."""
    from apanim.export.table import write_table
    from apanim.export.target import file_target

    path = file_target(output, ".csv")
    programme = open_reported(scene, voice, language)
    several = len(programme.tapes) > 1
    for timeline, tape in zip(programme.score.timelines, programme.tapes, strict=True):
        target = path.with_stem(f"{path.stem}-{timeline.name}") if several else path
        write_table(tape, target)
        typer.echo(f"{target}")


@app.command()
def check(
    scene: SceneArgument = None, voice: VoiceOption = "silent", language: LanguageOption = "en"
) -> None:
    """Run every claim and every number against the model; with no scene, of every scene there is."""
    from apanim.script.programme import every_scene

    false = total = 0
    for spec in every_scene() if scene is None else [scene]:
        for timeline in compile_reported(spec, voice, language).timelines:
            for claim in timeline.claims:
                mark = "true " if claim.holds else "FALSE"
                typer.echo(f"{mark}  {claim.cue}: {claim.text}  [{claim.measured}]  {claim.where}")
            wrong = sum(not claim.holds for claim in timeline.claims)
            typer.echo(f"{timeline.name}: {len(timeline.claims)} claims and numbers, {wrong} false")
            false, total = false + wrong, total + len(timeline.claims)
    if scene is None:
        typer.echo(f"all scenes: {total} claims and numbers, {false} false")
    if false:
        raise typer.Exit(2)


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
    stop.on_signal(stop.interrupt)
    try:
        app()
    except UserError as error:
        print(f"apanim: {' '.join(str(error).splitlines())}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:  # standard output is full or gone
        print(f"apanim: {error}", file=sys.stderr)
        sys.exit(1)
    except stop.Stopped as stopped:
        stop.on_signal(stop.leave)
        print(stop.MESSAGE, file=sys.stderr)
        sys.exit(stopped.code)
    finally:
        stop.on_signal(stop.leave)  # nothing is left to take away
