"""What exports write: the pictures of a programme; and a clip, with all that goes into one file."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from apanim.canvas.cut_out import canvas
from apanim.canvas.raster import Picture
from apanim.export.video.tracks import Tracks
from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame
from apanim.picture.frames import frame_for
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme
from apanim.script.programme import Programme
from apanim.units import TICKS_PER_S, frame_count

_AHEAD = 30
# Paints the picture at a tick, always of the same size. The next call may paint over it.
Paint = Callable[[int], Picture]
# Told after each piece of work: how many are done, and of how many.
OnFrame = Callable[[int, int], None]


class Ahead:
    """The draw lists that `make` makes of ticks, of which `last_tick` is the last that may be guessed.

    A frame's painting empties the processor's caches of all that its listing needs: listed thirty at a
    time, lists cost half. One depends on nothing but its tick, so that a wrong guess costs time only.
    """

    def __init__(self, make: Callable[[int], DrawList], last_tick: int) -> None:
        self._make, self._last = make, last_tick
        self._ready: dict[int, DrawList] = {}
        self._asked, self._step = 0, 0

    def at(self, tick: int) -> DrawList:
        """The list at a tick. After two steps alike more of the same are expected."""
        step, before = tick - self._asked, self._step
        self._asked, self._step = tick, step
        if tick not in self._ready:
            expected = step == before > 0
            ticks = range(tick, min(tick + _AHEAD * step, self._last + 1), step) if expected else ()
            self._ready = {at: self._make(at) for at in (tick, *ticks[1:])}
        return self._ready.pop(tick)


class Painting:
    """Paints any tick of a programme. Raises UserError for a bad size."""

    def __init__(
        self, programme: Programme, size: tuple[int, int], theme: Theme | None, look: Look
    ) -> None:
        self.programme, self.theme, self.look = programme, theme or usual_theme(), look
        self._canvas = canvas(size, theme, look.ground)
        look = replace(look, frame=frame_for(size))

        def listed(tick: int) -> DrawList:
            return frame(*programme.at(tick), look, programme.into(tick))

        self._lists = Ahead(listed, programme.duration_tick)

    def sized(self, size: tuple[int, int]) -> "Painting":
        """The same for pictures of another size."""
        return Painting(self.programme, size, self.theme, self.look)

    def __call__(self, tick: int) -> Picture:
        """The picture at `tick`, until the next is asked for."""
        return self._canvas.paint(self._lists.at(tick))


@dataclass(frozen=True)
class Clip:
    """What to write. Ticks are the scene's; `tracks` are the whole scene's.

    The clip starts on the frame grid of the whole scene, so that a stretch shows the same frames as the
    whole: `from_tick` is taken down to it.
    """

    paint: Paint
    size: tuple[int, int]
    fps: int
    from_tick: int
    to_tick: int
    tracks: Tracks

    def __post_init__(self) -> None:
        object.__setattr__(self, "from_tick", self.from_tick - self.from_tick % self.ticks_per_frame)

    @property
    def ticks_per_frame(self) -> int:
        """Ticks from one frame to the next."""
        return TICKS_PER_S // self.fps

    @property
    def frame_total(self) -> int:
        """How many frames the clip has."""
        return frame_count(self.to_tick - self.from_tick, self.fps)

    def frame_ticks(self) -> range:
        """The tick that each frame shows, in order."""
        step = self.ticks_per_frame
        return range(self.from_tick, self.from_tick + self.frame_total * step, step)

    def chapter_at(self, number: int) -> str:
        """The title of the chapter that frame `number` is in; "" where it is in none."""
        tick, chapters = self.from_tick + number * self.ticks_per_frame, self.tracks.chapters
        return next((one.title for one in reversed(chapters) if one.start_tick <= tick), "")

    def own_tracks(self) -> Tracks:
        """What of the tracks is the clip's, on its clock; the sounds are views."""
        return self.tracks.cut(self.from_tick, self.to_tick)
