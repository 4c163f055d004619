"""The commands that show: render, still, play, sheet, sprites and flash."""

import time
from typing import Annotated

import typer

from apanim.cli_options import (
    ClusterOption,
    FpsOption,
    JsonOption,
    LanguageOption,
    MotionOption,
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

PngOption = Annotated[str, typer.Option("-o", "--output", help="A .png file.")]


def render(
    scene: SceneArgument = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help="name.mp4, name.gif, name.png (numbered frames) or a folder/."),
    ] = None,
    size: SizeOption = "1920x1080",
    fps: FpsOption = 30,
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    from_time: Annotated[str | None, typer.Option("--from", help="Start, seconds or m:ss.")] = None,
    to_time: Annotated[str | None, typer.Option("--to", help="End, seconds or m:ss.")] = None,
    theme: ThemeOption = "dark",
    text_size: TextSizeOption = "normal",
    reduced_motion: MotionOption = False,
    sounds: Annotated[
        bool,
        typer.Option("--sounds", help="The sound of the model too: ticks of ions, a tone of V; stereo."),
    ] = False,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Render a scene to a video with its voice, a GIF, or numbered frames."""
    from apanim.errors import UserError
    from apanim.export.target import (
        Kind,
        check_fps,
        folder_target,
        parse_size,
        parse_stretch,
        render_target,
    )

    pixels, rate, look = parse_size(size), check_fps(fps), look_of(theme, text_size, reduced_motion)
    stretch = parse_stretch(from_time, to_time)
    target = render_target(output) if output is not None else None
    if sounds and target is not None and target.kind is not Kind.VIDEO:
        raise UserError(f"--sounds: {output} has no sound; give -o name.mp4, or leave --sounds out")
    folder = folder_target("renders/") if target is None else None
    wanted, telling = shown(scene, voice, language), telling_of(quiet, as_json)
    began_s = time.monotonic()

    from apanim.export.clip import Clip
    from apanim.export.languages import iso_639_2
    from apanim.export.render import files_of, write_clip
    from apanim.export.segments.team import team_of
    from apanim.export.summary import Summary
    from apanim.export.video.tracks import CaptionTrack, SoundTrack, Tracks
    from apanim.script.model_sound import under_voice

    team = team_of(workers, cluster)
    programme = wanted.compiled(telling)
    start, end = stretch.within(programme.duration_tick, programme.name, programme.first_tick)
    baked(programme, telling=telling)
    if folder is not None:
        folder.mkdir(exist_ok=True)
    target = target or render_target(f"renders/{programme.name}.mp4")
    track = under_voice(programme.track, programme.tapes) if sounds else programme.track
    language = iso_639_2(programme.language)
    tracks = Tracks(
        programme.title, (SoundTrack(track, language),), (CaptionTrack(programme.captions, language),),
        programme.chapters,
    )  # fmt: skip
    clip = Clip(
        paint=painter(programme, pixels, look), size=pixels, fps=rate,
        from_tick=start, to_tick=end, tracks=tracks,
    )  # fmt: skip
    with reported("painting", "frames", telling) as report:
        counts = write_clip(clip, target, report, team)
    took_s = time.monotonic() - began_s
    Summary(target.told, files_of(clip, target), clip.frame_total / clip.fps, took_s, counts).say(telling)


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

    pixels, look = parse_size(size), look_of(theme, text_size, reduced_motion)
    open_window(shown(scene, voice, language), pixels, look)


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
    from apanim.export.target import file_target, parse_moment, parse_size

    pixels, look, path = parse_size(size), look_of(theme, text_size), file_target(output, ".png", ".svg")
    moment = parse_moment(at)
    wanted = shown(scene, voice, language)

    from apanim.export.still import write_still, write_svg_still

    programme = wanted.compiled()
    tick = moment.within(programme.duration_tick, programme.name)
    baked(programme, only_at_tick=tick)
    if look.theme is not None and path.suffix.lower() == ".svg":
        write_svg_still(programme, tick, look.theme, path, look.text_scale, pixels)
    else:
        write_still(painter(programme, pixels, look), tick, path)
    typer.echo(f"{path}")


def sheet(
    scene: SceneArgument = None,
    output: PngOption = "sheet.png",
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
    from apanim.export.target import check_every, file_target

    path, look, step_s = file_target(output, ".png"), look_of(theme, text_size), check_every(every)
    wanted = shown(scene, voice, language)

    from apanim.export.sheet import STILL, sheet_ticks, write_sheet

    programme = wanted.compiled()
    first = programme.first_tick
    ticks = [first + at for at in sheet_ticks(programme.duration_tick - first, step_s, programme.name)]
    paint = painter(baked(programme), STILL, look)
    with reported("painting", "stills") as report:
        write_sheet(paint, ticks, programme.title, programme.chapters, path, report)
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
    fps: FpsOption = 30,
    voice: VoiceOption = "silent",
    language: LanguageOption = "en",
) -> None:
    """Count general and red flashes in every second of a scene by WCAG 2.3.1."""
    from apanim.export.target import check_fps

    rate, wanted = check_fps(fps), shown(scene, voice, language)

    from apanim.export.flash import SIZE, measure_flashes, verdict

    programme = baked(wanted.compiled())
    with reported("measuring", "frames") as report:
        counts = measure_flashes(
            painter(programme, SIZE), programme.first_tick, programme.duration_tick, rate, report
        )
    for line in verdict(counts, programme.name):
        typer.echo(line)
    if not counts.passes:
        raise typer.Exit(2)
