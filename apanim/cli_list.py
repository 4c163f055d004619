"""`apanim list`: the lecture, its teaching points, and every scene with its cues and times."""

import json
from typing import Annotated, Any

import typer

from apanim.cli_open import LanguageOption
from apanim.data import scenes_dir
from apanim.narration.voices import KNOWN
from apanim.script.beats import load_beats, missing, told
from apanim.script.lecture import own_order
from apanim.script.programme import Score, compile_programme, every_scene, in_a_row
from apanim.units import seconds

_AT_WHOSE_PACE = f"Who sets the lengths: {', '.join(KNOWN)}. A silent reader's need no speech."


def list_scenes(
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Machine-readable, with cues, times and teaching points."),
    ] = False,
    voice: Annotated[str, typer.Option("--voice", help=_AT_WHOSE_PACE)] = "silent",
    language: LanguageOption = "en",
) -> None:
    """List the lecture and the scenes, their lengths and their cues."""
    scores = {name: compile_programme(name, voice, language) for name in every_scene()}
    order = own_order()
    lecture = in_a_row(order, [scores[name].scenes[0] for name in order.parts])
    if as_json:
        rows = [_row(score) for score in scores.values()]
        typer.echo(json.dumps({"lecture": _lecture(lecture), "scenes": rows}, ensure_ascii=False, indent=2))
        return
    typer.echo(_line(lecture))
    for name, score in scores.items():
        typer.echo(_line(score, mark="  " if name in order.parts else "+ "))
    pace = "; lengths at a reading pace, --voice hibari gives the spoken ones" if voice == "silent" else ""
    typer.echo(f"+ is outside the lecture{pace}")


def _line(score: Score, mark: str = "") -> str:
    length = f"{seconds(score.duration_tick):7.1f} s  {len(score.cues):3d} cues"
    return f"{mark + score.name:<18}{length}  {score.title}"


def _row(score: Score) -> dict[str, Any]:
    return {
        "scene": score.name,
        "title": score.title,
        "duration_s": seconds(score.duration_tick),
        "chapters": [{"title": c.title, "start_s": seconds(c.start_tick)} for c in score.chapters],
        "cues": [
            {"cue": c.name, "start_s": seconds(c.start_tick), "end_s": seconds(c.end_tick), "text": c.text}
            for c in score.cues
        ],
    }


def _lecture(score: Score) -> dict[str, Any]:
    beats = [
        {
            "beat": beat.name,
            "point": beat.point,
            "covered": not missing(beat, score.timelines),
            "cues": [
                {"cue": one.cue, "scene": one.scene, "start_s": seconds(one.start_tick)}
                for one in told(beat, score.timelines, score.starts)
            ],
        }
        for beat in load_beats(scenes_dir() / "beats.toml")
    ]
    parts = [
        {"scene": timeline.name, "title": timeline.word(timeline.title), "start_s": seconds(start)}
        for start, timeline in zip(score.starts, score.timelines, strict=True)
    ]
    return {**_row(score), "parts": parts, "beats": beats}
