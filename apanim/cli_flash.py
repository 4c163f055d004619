"""`apanim flash`: does a scene flash so that it could harm a viewer?"""

from typing import Annotated

import typer

from apanim.cli_open import LanguageOption, SceneArgument, VoiceOption, open_reported, painter
from apanim.export.progress import Report


def flash(
    scene: SceneArgument = None,
    fps: Annotated[int, typer.Option("--fps", help="Frames a second: 24, 25, 30, 50 or 60.")] = 30,
    voice: VoiceOption = "silent",
    language: LanguageOption = "en",
) -> None:
    """Count general and red flashes in every second of a scene by WCAG 2.3.1."""
    from apanim.export.flash import SIZE, measure_flashes, verdict
    from apanim.export.target import check_fps

    rate = check_fps(fps)
    show = open_reported(scene, voice, language)
    with Report("measuring", "frames") as report:
        counts = measure_flashes(painter(show, SIZE), 0, show.score.duration_tick, rate, report)
    for line in verdict(counts, show.score.name):
        typer.echo(line)
    if not counts.passes:
        raise typer.Exit(2)
