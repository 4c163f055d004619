"""The commands of words and numbers: check, list, words, script, coverage, data, measure, lengths."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from apanim.cli.options import (
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
from apanim.cli.own import WithOption, lay

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
            "--membrane", metavar="NAME=VALUE", help="On another: g_k_mS_cm2=x0.5, temperature_C=+10."
        ),
    ] = None,
    over: WithOption = None,
) -> None:
    """Run every claim and every number against the model; with no scene, of every scene there is."""
    lay(over)
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
    if scene is not None and scene.endswith(".py"):
        _tell_unsaid(scene, language)
    if scene is None:
        typer.echo(f"all scenes: {total} claims and numbers, {false} false")
    if false:
        raise typer.Exit(2)


def _tell_unsaid(scene: str, language: str) -> None:
    """Name the cues beside a scene of one's own that no scene there says."""
    from pathlib import Path

    from apanim.script.unsaid import unsaid

    if cues := unsaid(Path(scene).resolve().parent, language):
        where = f"narration/{language}.toml"
        typer.echo(f"apanim: {where}: no scene beside it says {', '.join(map(repr, cues))}", err=True)


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
    from apanim.script.contained import at_work
    from apanim.script.find import find_catalogue, load
    from apanim.script.programme import row_of

    voices = Voices(wanted.voice)
    for part in row_of(wanted.spec).parts:
        catalogue = find_catalogue(part.file.parent, wanted.language, part.over)
        scene = load(part.file)
        with reported("reading the script", "scenes", where=at_work):
            claims = claims_under(otherwise, scene, catalogue, voices.of(catalogue.language))
        yield scene.name, claims


def list_scenes(
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Machine-readable, with cues, times and teaching points."),
    ] = False,
    voice: Annotated[str, typer.Option("--voice", help=_AT_WHOSE_PACE)] = "silent",
    language: LanguageOption = "en",
    over: WithOption = None,
) -> None:
    """List the lecture and the scenes, their lengths and their cues."""
    lay(over)
    asked(None, voice, language)

    from apanim.export.papers import lecture_row, row
    from apanim.script.contained import at_work
    from apanim.script.lecture import own_order, own_orders
    from apanim.script.programme import compile_programme, every_scene

    with reported("reading the scripts", "scenes", where=at_work) as report:
        names, scenes = every_scene(), {}
        for number, name in enumerate(names, start=1):
            scenes[name] = compile_programme(name, voice, language)
            report(number, len(names))
    told = {entry.file.stem for entry in own_order().entries}
    lecture, *others = (compile_programme(name, voice, language) for name in own_orders())
    if as_json:
        rows = [row(scene) for scene in scenes.values()]
        listed = {"lecture": lecture_row(lecture), "scenes": rows}
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    typer.echo(_line(lecture))
    for name, scene in scenes.items():
        typer.echo(_line(scene, mark="  " if name in told else "+ "))
    for other in others:
        typer.echo(_line(other))
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
    over: WithOption = None,
) -> None:
    """Save captions (SRT, VTT), chapters, transcript and a time-stamped recap, as the voice times them."""
    lay(over)

    from apanim.export.target import folder_target

    folder, wanted = folder_target(output), asked(scene, voice, language)

    from apanim.export.papers import papers

    programme = wanted.compiled()
    folder.mkdir(exist_ok=True)
    for ending, text in papers(programme).items():
        write_file(folder / f"{programme.name}{ending}", text)


def script(
    scene: SceneArgument = None, output: MarkdownOption = "script.md", language: LanguageOption = "en",
    over: WithOption = None,
) -> None:  # fmt: skip
    """Save what to read for a recording: every cue's name, its words and how long they may take."""
    lay(over)

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


def attention(
    scene: SceneArgument = None, output: MarkdownOption = "attention.md", over: WithOption = None
) -> None:  # fmt: skip
    """Save what each sentence speaks of, and how that is seen: how large, lit and changing."""
    lay(over)

    from apanim.export.target import file_target

    path, wanted = file_target(output, ".md"), asked(scene, None, "en")

    from apanim.export.attention.report_table import attention as table
    from apanim.export.attention.sampled import look_at

    programme = baked(wanted.compiled())
    with reported("looking", "ticks") as report:
        film = look_at(programme, report)
    write_file(path, table(film))


def lengths() -> None:
    """Keep how long the built-in voice speaks each line of apanim's own scenes, beside their words."""
    from apanim.script.lengths import lengths_toml

    for path, text in lengths_toml().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text)


def data(
    scene: SceneArgument = None,
    output: Annotated[str, typer.Option("-o", "--output", help="A .csv file.")] = "data.csv",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
    over: WithOption = None,
) -> None:
    """Save a scene in numbers, one row a world step (1/60 s); of a lecture one file a scene."""
    lay(over)

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
    name: Annotated[
        str, typer.Argument(metavar="SET", help=f"One of {SETS}, or your own: FILE.py:NAME.")
    ] = "TEXTBOOK",
    temperature: Annotated[
        float | None, typer.Option(metavar="C", help="Degrees Celsius, if not the set's own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    neuron: Annotated[bool, typer.Option("--neuron", help="Measure the lecture's neuron too.")] = False,
) -> None:
    """Measure a membrane: rest, thresholds, spike, ions, channels, refractoriness, velocity."""
    from apanim.physics.report import known_set, run_measure
    from apanim.script.own import load_set

    membrane = load_set(name) if ".py" in name else known_set(name)
    with reported("measuring", "quantities"):
        report = run_measure(membrane, temperature, neuron)
    typer.echo(json.dumps(report.as_dict(), indent=2) if as_json else report.as_text())
