"""What the commands that show a scene share: their options, the scene opened, and its painter."""

from typing import TYPE_CHECKING, Annotated

import typer

from apanim.export.progress import Report
from apanim.narration.voices import KNOWN, usual_voice
from apanim.script.lecture import LECTURE
from apanim.script.programme import Programme, Score, compile_programme, open_programme

if TYPE_CHECKING:  # pygame takes its time to import, and `list` or `check` need none of it
    from apanim.export.clip import Painting
    from apanim.picture.theme import Theme

SceneArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[SCENE]", help="A scene's name or .py, a lecture's .toml; the lecture if absent."
    ),
]
VoiceOption = Annotated[
    str | None,
    typer.Option(
        "--voice", help=f"Who speaks: {', '.join(KNOWN)}; hibari if absent, for other languages espeak-ng."
    ),
]
LanguageOption = Annotated[str, typer.Option("--language", help="Language of the narration.")]
ThemeOption = Annotated[
    str, typer.Option("--theme", help="Colours: dark, contrast (high contrast) or light (for print).")
]

TextSizeOption = Annotated[str, typer.Option("--text-size", help="normal or large.")]

MotionOption = Annotated[
    bool, typer.Option("--reduced-motion", help="Cuts in place of camera moves, and no decorative motion.")
]


def compile_reported(scene: str | None, voice: str | None, language: str) -> Score:
    """The programme's score, with progress told while it is spoken. Raises UserError as compiling does."""
    with Report("reading the script", "scenes") as report:
        spec = LECTURE if scene is None else scene
        speaker = usual_voice(language) if voice is None else voice
        score = compile_programme(spec, speaker, language, report)
    borrowed = [name for timeline in score.timelines for name in timeline.borrowed]
    if borrowed:
        typer.echo(f"apanim: told in English, missing in {language}: {', '.join(borrowed)}", err=True)
    return score


def open_reported(scene: str | None, voice: str | None, language: str) -> Programme:
    """The programme, with progress told while its ions are moved. Raises UserError for anything wrong."""
    score = compile_reported(scene, voice, language)
    with Report("moving ions", "steps") as report:
        return open_programme(score, report)


def painter(
    programme: Programme, size: tuple[int, int], theme: "Theme | None" = None, text_scale: float = 1.0,
    reduced_motion: bool = False,
) -> "Painting":  # fmt: skip
    """What paints any tick of the programme at `size` (width, height). Raises UserError for a bad size."""
    from apanim.export.clip import Painting
    from apanim.picture.frame import Look

    return Painting(programme, size, theme, Look(text_scale=text_scale, reduced_motion=reduced_motion))
