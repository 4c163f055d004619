"""The commands of words and numbers: new, check, list, words, script, coverage, data, measure, lengths."""

import json
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from apanim.cli_options import (
    VOICES,
    Asked,
    LanguageOption,
    SceneArgument,
    VoiceOption,
    asked,
    baked,
    reported,
    shown,
    write_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apanim.physics.altered import Altered
    from apanim.script.programme import Programme
    from apanim.script.timeline import ClaimResult

MarkdownOption = Annotated[str, typer.Option("-o", "--output", help="A .md file.")]
_AT_WHOSE_PACE = f"Who sets the lengths: {VOICES}. A silent reader's need no speech."
SETS = "TEXTBOOK, SQUID_1952"


def check(
    scene: SceneArgument = None,
    voice: VoiceOption = "silent",
    language: LanguageOption = "en",
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="NAME=VALUE", help="On other membranes: g_k_mS_cm2=x0.5, temperature_C=+10."
        ),
    ] = None,
) -> None:
    """Run every claim and every number against the model; with no scene, of every scene there is."""
    wanted = asked(scene, voice, language)

    from apanim.physics.altered import altered
    from apanim.script.programme import every_scene

    otherwise = altered(changes or ())
    false = total = 0
    for spec in every_scene() if scene is None else [scene]:
        part = asked(spec, wanted.voice, language)
        for name, claims in _claims_under(otherwise, part) if changes else _claims(part):
            for claim in claims:
                mark = "true " if claim.holds else "FALSE"
                typer.echo(f"{mark}  {claim.cue}: {claim.text}  [{claim.measured}]  {claim.where}")
            wrong = sum(not claim.holds for claim in claims)
            typer.echo(f"{name}: {len(claims)} claims and numbers, {wrong} false")
            false, total = false + wrong, total + len(claims)
    if scene is None:
        typer.echo(f"all scenes: {total} claims and numbers, {false} false")
    if false:
        raise typer.Exit(2)


def _claims(wanted: Asked) -> "Iterator[tuple[str, tuple[ClaimResult, ...]]]":
    """Every scene's name with its claims and numbers."""
    from apanim.picture.views import view_of

    for timeline in wanted.compiled().timelines:
        view_of(timeline)
        yield timeline.name, timeline.claims


def _claims_under(otherwise: "Altered", wanted: Asked) -> "Iterator[tuple[str, tuple[ClaimResult, ...]]]":
    """Every scene's name with its claims on other membranes; there are no numbers to keep there."""
    from apanim.narration.voices import Voices
    from apanim.script.altered import claims_under
    from apanim.script.find import find_catalogue, load
    from apanim.script.programme import row_of

    voices = Voices(wanted.voice)
    for part in row_of(wanted.spec).parts:
        catalogue = find_catalogue(part.file.parent, wanted.language)
        scene = load(part.file)
        yield scene.name, claims_under(otherwise, scene, catalogue, voices.of(catalogue.language))


def new(name: Annotated[str, typer.Argument(metavar="NAME", help="What the scene is called.")]) -> None:
    """Write a scene and its words into the current folder: they play and check at once."""
    from pathlib import Path

    from apanim.export.starter import write_scene

    scene, words = write_scene(name, Path())
    typer.echo(f"{scene}\n{words}")
    typer.echo(f"apanim: now apanim play {shlex.quote(str(scene))}, and change it while it plays", err=True)


def list_scenes(
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Machine-readable, with cues, times and teaching points."),
    ] = False,
    voice: Annotated[str, typer.Option("--voice", help=_AT_WHOSE_PACE)] = "silent",
    language: LanguageOption = "en",
) -> None:
    """List the lecture and the scenes, their lengths and their cues."""
    asked(None, voice, language)

    from apanim.export.papers import lecture_row, row
    from apanim.script.lecture import ORDERS, find_order, own_order
    from apanim.script.programme import compile_programme, every_scene, in_a_row

    scenes = {name: compile_programme(name, voice, language) for name in every_scene()}
    order = own_order()
    lecture = in_a_row(order, [scenes[name].scenes[0] for name in order.parts])
    if as_json:
        rows = [row(scene) for scene in scenes.values()]
        told = {"lecture": lecture_row(lecture), "scenes": rows}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    typer.echo(_line(lecture))
    for name, scene in scenes.items():
        typer.echo(_line(scene, mark="  " if name in order.parts else "+ "))
    for name in ORDERS[1:]:
        if other := find_order(name):
            typer.echo(_line(in_a_row(other, [scenes[part].scenes[0] for part in other.parts])))
    pace = "; lengths at a reading pace, --voice hibari gives the spoken ones" if voice == "silent" else ""
    typer.echo(f"+ is outside the lecture{pace}")


def _line(programme: "Programme", mark: str = "") -> str:
    from apanim.units import seconds

    length = f"{seconds(programme.duration_tick):7.1f} s  {len(programme.cues):3d} cues"
    return f"{mark + programme.name:<18}{length}  {programme.title}"


def words(
    scene: SceneArgument = None,
    output: Annotated[
        str, typer.Option("-o", "--output", help="A folder/, made if it is missing.")
    ] = "words/",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
) -> None:
    """Save captions (SRT, VTT), chapters, transcript and a time-stamped recap, as the voice times them."""
    from apanim.export.target import folder_target

    folder, wanted = folder_target(output), asked(scene, voice, language)

    from apanim.export.papers import papers

    programme = wanted.compiled()
    folder.mkdir(exist_ok=True)
    for ending, text in papers(programme).items():
        write_file(folder / f"{programme.name}{ending}", text)


def script(
    scene: SceneArgument = None, output: MarkdownOption = "script.md", language: LanguageOption = "en"
) -> None:
    """Save what to read for a recording: every cue's name, its words and how long they may take."""
    from apanim.export.target import file_target

    path, wanted = file_target(output, ".md"), asked(scene, "silent", language)

    from apanim.export.papers import recording_script

    write_file(path, recording_script(wanted.compiled()))


def coverage(output: MarkdownOption = "coverage.md") -> None:
    """Save which sentence, picture, quantity and claim makes each teaching point of the lecture."""
    from apanim.export.target import file_target

    path = file_target(output, ".md")

    from apanim.data import scenes_dir
    from apanim.export.papers import coverage as table
    from apanim.script.beats import load_beats

    beats = load_beats(scenes_dir() / "beats.toml")
    write_file(path, table(asked(None, "silent", "en").compiled(), beats))


def attention(scene: SceneArgument = None, output: MarkdownOption = "attention.md") -> None:
    """Save what each sentence speaks of, and how that is seen: how large, lit and changing."""
    from apanim.export.target import file_target

    path, wanted = file_target(output, ".md"), asked(scene, None, "en")

    from apanim.export.attention.film import look_at
    from apanim.export.attention.table import attention as table

    programme = baked(wanted.compiled())
    with reported("looking", "ticks") as report:
        film = look_at(programme, report)
    write_file(path, table(film))


def lengths() -> None:
    """Keep how long the built-in voice speaks each line of apanim's own scenes, beside their words."""
    from apanim.narration.lengths import lengths_file
    from apanim.script.lengths import lengths_toml

    lengths_file().parent.mkdir(exist_ok=True)
    write_file(lengths_file(), lengths_toml())


def data(
    scene: SceneArgument = None,
    output: Annotated[str, typer.Option("-o", "--output", help="A .csv file.")] = "data.csv",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
) -> None:
    """Save a scene in numbers, one row a world step (1/60 s); of a lecture one file a scene."""
    from apanim.export.target import file_target

    path, wanted = file_target(output, ".csv"), shown(scene, voice, language)

    from apanim.export.table import write_table

    programme = baked(wanted.compiled())
    several = len(programme.tapes) > 1
    for timeline, tape in zip(programme.timelines, programme.tapes, strict=True):
        target = path.with_stem(f"{path.stem}-{timeline.name}") if several else path
        write_table(tape, target)
        typer.echo(f"{target}")


def measure(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"One of {SETS}.")] = "TEXTBOOK",
    temperature: Annotated[
        float | None, typer.Option(metavar="C", help="Degrees Celsius, if not the set's own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    neuron: Annotated[bool, typer.Option("--neuron", help="Measure the lecture's neuron too.")] = False,
) -> None:
    """Measure a membrane: rest, thresholds, spike, ions, channels, refractoriness, velocity."""
    from apanim.physics.report import run_measure

    report = run_measure(name, temperature, neuron)
    typer.echo(json.dumps(report.as_dict(), indent=2) if as_json else report.as_text())
