"""The commands that show: render, still, play, sheet, sprites and flash."""

from dataclasses import replace
from typing import Annotated

import typer

from apanim.cli.options import (
    BackgroundOption,
    ClusterOption,
    FpsOption,
    JsonOption,
    LanguageOption,
    MotionOption,
    OwnFpsOption,
    OwnSizeOption,
    PresetOption,
    QuietOption,
    SceneArgument,
    SizeOption,
    TextSizeOption,
    ThemeOption,
    VoiceOption,
    WorkersOption,
    baked,
    look_of,
    open_window,
    painter,
    reported,
    shown,
    telling_of,
)
from apanim.cli.own import WithOption, lay

_STILLS = ".png, .jpg, .webp, .avif, .tif or .pdf"
PngOption = Annotated[str, typer.Option("-o", "--output", help="A .png file.")]


def render(
    scene: SceneArgument = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            help="name.mp4, .webm, .mov (to edit), .gif, .webp, .avif, .png (a file a frame) or a folder/.",
        ),
    ] = None,
    preset: PresetOption = None,
    size: OwnSizeOption = None,
    fps: OwnFpsOption = None,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    languages: Annotated[
        str | None,
        typer.Option("--languages", metavar="en,es", help="More sound and caption tracks in one film."),
    ] = None,
    captions: Annotated[
        str,
        typer.Option(
            "--captions", help="burned into the picture (their track is off), track (on), or none."
        ),
    ] = "burned",
    split: Annotated[
        str | None, typer.Option("--split", help="A file for each of the chapters, or of the cues.")
    ] = None,
    from_time: Annotated[str | None, typer.Option("--from", help="Start, seconds or m:ss.")] = None,
    to_time: Annotated[str | None, typer.Option("--to", help="End, seconds or m:ss.")] = None,
    theme: ThemeOption = "dark",
    background: BackgroundOption = "own",
    max_mb: Annotated[
        float | None,
        typer.Option(
            "--max-mb", metavar="MB", help="Make an animated picture smaller and slower until it fits."
        ),
    ] = None,
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
    sounds: Annotated[
        bool,
        typer.Option("--sounds", help="The sound of the model too: ticks of ions, a tone of V; stereo."),
    ] = False,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    over: WithOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Render a scene to a video with its voice, an animated picture, or numbered frames."""
    lay(over)

    from apanim.cli.rendering import rendering_of

    rendering = rendering_of(
        scene, output, preset, size, fps, voice, language, languages, captions, split, from_time, to_time,
        theme, background, max_mb, text_size, reduced_motion, sounds,
    )  # fmt: skip
    telling = telling_of(quiet, as_json)

    from apanim.export.choices import check_painters
    from apanim.export.segments.team import team_of

    check_painters(workers, cluster, rendering.alone)
    rendering.made(team_of(workers, cluster), telling).say(telling)


def play(
    scene: SceneArgument = None,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    size: SizeOption = "1280x720",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
    over: WithOption = None,
) -> None:
    """Play a scene in a window. F1 there shows every key."""
    lay(over)

    from apanim.export.target import parse_size

    pixels, look = parse_size(size), look_of(theme, text_size, scene, reduced_motion)
    open_window(shown(scene, voice, language), pixels, look)


def still(
    scene: SceneArgument = None,
    at: Annotated[str, typer.Option("--at", help="The moment, seconds or m:ss.")] = "0",
    output: Annotated[
        str,
        typer.Option("-o", "--output", help=f"A {_STILLS} file, or an .svg of vectors for hand-outs."),
    ] = "still.png",
    size: SizeOption = "1920x1080",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    theme: ThemeOption = "dark",
    background: BackgroundOption = "own",
    text_size: TextSizeOption = "normal",
    over: WithOption = None,
) -> None:
    """Save the picture at one moment."""
    lay(over)

    from apanim.export.choices import check_background
    from apanim.export.still_file import STILL_SUFFIXES
    from apanim.export.target import file_target, parse_moment, parse_size

    pixels, path = parse_size(size), file_target(output, *STILL_SUFFIXES, ".svg")
    look = replace(look_of(theme, text_size, scene), ground=check_background(background, path))
    moment = parse_moment(at)
    wanted = shown(scene, voice, language)

    from apanim.export.still import write_still, write_svg_still

    programme = wanted.compiled()
    tick = moment.within(programme.duration_tick, programme.name)
    baked(programme, only_at_tick=tick)
    if look.theme is not None and path.suffix.lower() == ".svg":
        write_svg_still(programme, tick, look.theme, path, look.text_scale, pixels, look.ground)
    else:
        write_still(painter(programme, pixels, look), tick, path)
    typer.echo(f"{path}")


def sheet(
    scene: SceneArgument = None,
    output: Annotated[str, typer.Option("-o", "--output", help=f"A {_STILLS} file.")] = "sheet.png",
    size: Annotated[
        str, typer.Option("--size", help="Width x height of each still in pixels, both even.")
    ] = "640x360",
    every: Annotated[
        float | None,
        typer.Option("--every", metavar="S", help="Seconds between stills; about two dozen if absent."),
    ] = None,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    over: WithOption = None,
) -> None:
    """Save a contact sheet: stills of a scene with their times."""
    lay(over)

    from apanim.export.still_file import STILL_SUFFIXES
    from apanim.export.target import check_every, file_target, parse_size

    path, step_s = file_target(output, *STILL_SUFFIXES), check_every(every)
    pixels, look = parse_size(size), look_of(theme, text_size, scene)
    wanted = shown(scene, voice, language)

    from apanim.export.sheet import sheet_ticks, write_sheet

    programme = wanted.compiled()
    first = programme.first_tick
    ticks = [first + at for at in sheet_ticks(programme.duration_tick - first, step_s, programme.name)]
    paint = painter(baked(programme), pixels, look)
    with reported("painting", "stills") as report:
        write_sheet(paint, ticks, programme.title, programme.chapters, path, report, pixels)
    typer.echo(f"{path}")


def sprites(output: PngOption = "sprites.png") -> None:
    """Save a page of every sprite in every state, on both grounds."""
    from apanim.export.target import file_target

    path = file_target(output, ".png")

    from apanim.export.sprites import write_sprites

    with reported("drawing", "sprites") as report:
        write_sprites(path, report)
    typer.echo(f"{path}")


def flash(
    scene: SceneArgument = None,
    size: Annotated[
        str, typer.Option("--size", help="Its shape, as width x height; it is measured small.")
    ] = "1920x1080",
    fps: FpsOption = 30,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    over: WithOption = None,
) -> None:
    """Count general and red flashes in every second of a scene by WCAG 2.3.1."""
    lay(over)

    from apanim.export.target import check_fps, parse_size

    look, pixels = look_of(theme, text_size, scene), parse_size(size)
    rate, wanted = check_fps(fps, least=24), shown(scene, voice, language)

    from apanim.export.flash import measure_flashes, measured_size, verdict

    programme = baked(wanted.compiled())
    with reported("measuring", "frames") as report:
        counts = measure_flashes(
            painter(programme, measured_size(pixels), look),
            programme.first_tick,
            programme.duration_tick,
            rate,
            report,
        )
    for line in verdict(counts, programme.name):
        typer.echo(line)
    if not counts.passes:
        raise typer.Exit(2)
