"""What the commands that show a scene share: their options, the scene opened, and its painter."""

from typing import TYPE_CHECKING, Annotated

import typer

from apanim.export.progress import Report
from apanim.narration.voices import KNOWN
from apanim.script.show import Show, open_show

if TYPE_CHECKING:  # pygame takes its time to import, and `list` or `check` need none of it
    from apanim.export.clip import Paint

SceneArgument = Annotated[
    str | None, typer.Argument(metavar="[SCENE]", help="A scene's name or .py file; the lecture if absent.")
]
VoiceOption = Annotated[str, typer.Option("--voice", help=f"Who speaks: {', '.join(KNOWN)}.")]
LanguageOption = Annotated[str, typer.Option("--language", help="Language of the narration.")]


def open_reported(scene: str | None, voice: str, language: str) -> Show:
    """The show, with progress told while its ions are moved. Raises UserError as open_show does."""
    with Report("moving ions", "steps") as report:
        return open_show(scene, voice, language, report)


def painter(show: Show, size: tuple[int, int]) -> "Paint":
    """What paints any tick of the show at `size` (width, height). Raises UserError for a bad size."""
    from apanim.canvas.raster import RasterCanvas
    from apanim.picture.frame import frame

    canvas = RasterCanvas(size)

    def paint(tick: int):
        canvas.paint(frame(show.timeline, show.tape, tick))
        return canvas.surface

    return paint
