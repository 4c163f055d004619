"""The commands that carry a lecture elsewhere: page, slides."""

from dataclasses import replace
from typing import Annotated

import typer

from apanim.cli.options import (
    FpsOption,
    LanguageOption,
    MotionOption,
    SceneArgument,
    TextSizeOption,
    ThemeOption,
    VoiceOption,
    WorkersOption,
    asked,
    baked,
    look_of,
    painter,
    reported,
)
from apanim.cli.own import WithOption, lay

QuestionsOption = Annotated[
    bool, typer.Option("--questions", help="Three questions on each chapter, answered by the model.")
]


def page(
    scene: SceneArgument = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help="An .html file, or with --scorm a .zip; SCENE.html if absent."),
    ] = None,
    questions: QuestionsOption = False,
    scorm: Annotated[
        str | None,
        typer.Option(
            "--scorm", metavar="1.2|2004", help="A package for a learning-management system, a .zip."
        ),
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
    workers: WorkersOption = None,
    over: WithOption = None,
) -> None:
    """Save a web page in one file: the film, its words, and every event of the tape to step over."""
    lay(over)

    from apanim.export.languages import catalogues
    from apanim.export.lms.scorm import check_edition
    from apanim.export.target import check_fps, file_target, parse_size, parse_stretch

    pixels, rate, look = parse_size(size), check_fps(fps), look_of(theme, text_size, scene, reduced_motion)
    stretch = parse_stretch(from_time, to_time)
    edition = None if scorm is None else check_edition(scorm)
    suffix = ".html" if edition is None else ".zip"
    path = file_target(f"page{suffix}" if output is None else output, suffix)
    wanted = asked(scene, voice, language)
    narrations = catalogues(wanted.spec, languages, language)

    from apanim.export.lms.quiz import quiz
    from apanim.export.lms.scorm import reporting, write_package
    from apanim.export.page.languages import tell
    from apanim.export.page.write import page_clip, page_text, write_page
    from apanim.export.segments.team import team_of
    from apanim.script.lecture import folders_of
    from apanim.units import TICKS_PER_S

    team = team_of(workers, None)
    programme = wanted.compiled()
    path = path if output is not None else file_target(f"{programme.name}{suffix}", suffix)
    start, end = stretch.within(programme.duration_tick, programme.name)
    words = tell(programme, narrations, insist=languages is not None)
    additions = []
    if questions:
        told = {one.code: narrations[one.code] for one in words}
        additions.append(quiz(programme, told, folders_of(wanted.spec)[0], (start, end)))
    if edition is not None:
        additions.append(reporting(edition))
    baked(programme)
    painting = painter(programme, pixels, replace(look, captions=False))
    clip = page_clip(painting, (start, end), pixels, rate)
    text = page_text(painting, clip, words, additions, reported, team)
    if edition is None:
        write_page(text, path)
    else:
        write_package(text, programme.name, programme.title, edition, path)
    size_MB, length_min = path.stat().st_size / 1e6, (end - start) / TICKS_PER_S / 60
    typer.echo(f"{path}: {size_MB:.1f} MB, {size_MB / length_min:.1f} MB a minute")


def slides(
    scene: SceneArgument = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="A .pptx file; SCENE.pptx if absent.")
    ] = None,
    questions: QuestionsOption = False,
    size: Annotated[
        str, typer.Option("--size", help="Of the clips: width x height, both even.")
    ] = "1280x720",
    fps: FpsOption = 30,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
    workers: WorkersOption = None,
    over: WithOption = None,
) -> None:
    """Save a deck of slides: a chapter on each, with its clip, its sentences as notes, and its source."""
    lay(over)

    from apanim.export.target import check_fps, file_target, parse_size

    pixels, rate, look = parse_size(size), check_fps(fps), look_of(theme, text_size, scene, reduced_motion)
    path = None if output is None else file_target(output, ".pptx")
    wanted = asked(scene, voice, language)

    from apanim.export.clip import Clip
    from apanim.export.questions import questions_in
    from apanim.export.segments.team import team_of
    from apanim.export.slides.write import write_slides
    from apanim.export.video.tracks import SoundTrack, Tracks
    from apanim.letters.language import iso_639_2
    from apanim.picture.theme import theme as named
    from apanim.script.lecture import folders_of, words_of

    team = team_of(workers, None)
    programme = wanted.compiled()
    path = path or file_target(f"{programme.name}.pptx", ".pptx")
    folders, _ = folders_of(wanted.spec)
    asking = questions_in(programme, words_of(wanted.spec, language), *folders) if questions else ()
    baked(programme)
    sound = SoundTrack(programme.track, iso_639_2(programme.language))
    clip = Clip(
        painter(programme, pixels, look), pixels, rate, 0, programme.duration_tick,
        Tracks(programme.title, (sound,), duration_tick=programme.duration_tick),
    )  # fmt: skip
    with reported("painting", "frames") as report:
        write_slides(programme, clip, path, look.theme or named(), asking, report, team)
    typer.echo(f"{path}")
