"""What the preparer tells: how far film, sound and tapes are; and what it is told by the window.

It reads scripts, makes speech and bakes tapes. The window hears of all that, the renderer of scenes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apanim.picture.theme import Theme
from apanim.window.film import Film

if TYPE_CHECKING:  # the window itself never reads a scene, and need not import what makes them
    from apanim.script.timeline import Timeline


@dataclass(frozen=True)
class FilmReady:
    """What is known of the film by now; it grows until `film.whole`."""

    film: Film


@dataclass(frozen=True)
class Doing:
    """What is being made, in English words of the screen, and how much of it is (0..1, or not known)."""

    words: str
    share: float | None = None

    def told(self, word: Callable[[str], str]) -> str:
        """In the language of `word`."""
        share = "" if self.share is None else f" {100 * self.share:.0f} %"
        return word(self.words) + share


@dataclass(frozen=True)
class TrackReady:
    """Mastered sound of the film from `start_tick` on: float32 mono 48 kHz in the file at `path`.

    `path` is "" for silence of so many samples. `whole` is the track of all the film; what came before it
    is of single scenes.
    """

    path: str
    samples: int
    start_tick: int
    whole: bool


@dataclass(frozen=True)
class SoundsReady:
    """What a scene that begins at `start_tick` sounds like: so many samples of the file of
    script.model_sound at `path`, in units of `full`, after as many as are `skipped`."""

    path: str
    samples: int
    start_tick: int
    full: float
    skipped: int = 0


@dataclass(frozen=True)
class SceneRead:
    """The scene `number`, of those in a row, as a timeline."""

    number: int
    timeline: "Timeline"


@dataclass(frozen=True)
class Anew:
    """The author has saved something: the lecture's scenes are told from the first on once more, in these
    colours."""

    theme: Theme | None = None


@dataclass(frozen=True)
class SceneBaked:
    """The tape of a scene's first `steps` world steps is kept on disk."""

    number: int
    steps: int


@dataclass(frozen=True)
class Trouble:
    """Something went wrong: one line for a person. After what is fatal the window closes, and the program
    ends with `code`.

    `of_author`: it is in what was saved just now, and holds until something is saved that is right.
    """

    text: str
    fatal: bool = True
    of_author: bool = False
    code: int = 2


@dataclass(frozen=True)
class Playhead:
    """Where the viewer is, and how large the picture: what comes next is made ready first. `sounds`:
    whether the model is to be heard."""

    tick: int
    size: tuple[int, int]
    sounds: bool = False
