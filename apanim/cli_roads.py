"""The commands that carry a lecture elsewhere: page."""

from typing import Annotated

import typer

from apanim.cli_options import (
    FpsOption,
    LanguageOption,
    MotionOption,
    SceneArgument,
    TextSizeOption,
    ThemeOption,
    VoiceOption,
    asked,
    baked,
    look_of,
    reported,
)


def page(
    scene: SceneArgument = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="An .html file; SCENE.html if absent.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            "--languages", metavar="en,es", help="Of captions and text; all that there are if absent."
        ),
    ] = None,
    size: Annotated[
        str, typer.Option("--size", help="Of the film: width x height, both even.")
    ] = "1280x720",
    fps: FpsOption = 30,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    from_time: Annotated[str | None, typer.Option("--from", help="Start, seconds or m:ss.")] = None,
    to_time: Annotated[str | None, typer.Option("--to", help="End, seconds or m:ss.")] = None,
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
) -> None:
    """Save a web page in one file: the film, its words, and every event of the tape to step over."""
    from apanim.export.page.languages import catalogues
    from apanim.export.target import check_fps, file_target, parse_size, parse_stretch

    pixels, rate, look = parse_size(size), check_fps(fps), look_of(theme, text_size, reduced_motion)
    stretch = parse_stretch(from_time, to_time)
    path = None if output is None else file_target(output, ".html")
    wanted = asked(scene, voice, language)
    narrations = catalogues(wanted.spec, languages, language)

    from apanim.export.page.languages import tell
    from apanim.export.page.write import page_html, write_page
    from apanim.picture.shot import Look
    from apanim.picture.theme import theme as named

    programme = wanted.compiled()
    path = path or file_target(f"{programme.name}.html", ".html")
    start, end = stretch.within(programme.duration_tick, programme.name)
    words = tell(programme, narrations, insist=languages is not None)
    baked(programme)
    drawn = Look(text_scale=look.text_scale, reduced_motion=look.reduced_motion)
    with reported("reading the tape", "frames") as listing, reported("painting", "frames") as painting:
        text = page_html(
            programme,
            (start, end),
            pixels,
            rate,
            look.theme or named(),
            drawn,
            words,
            listing,
            painting,
        )
    write_page(text, path)
    typer.echo(f"{path}")
