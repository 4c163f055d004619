"""The camera as an author holds it. It moves while the lecture goes on; one move at a time."""

from collections.abc import Callable
from dataclasses import replace

from apanim.errors import UserError
from apanim.script.actors.parts import Part
from apanim.script.mistakes import checked
from apanim.script.timeline import CameraMove, Framing, Span
from apanim.units import STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

PUNCH_IN_S, PUSH_S = 1.8, 2.4
NEAREST_HELD, NEAREST = 4.0, 8.0  # times as large: while it stays, and for an instant of a push
LONGEST_MOVE_S = 20.0

Where = Part | tuple[float, float]


class CameraVerbs:
    """What a script does with `s.camera`.

    "Where" is a part of the picture, or a place as shares (0..1) of the frame from its left and its top.
    Scales are times as large as the whole view, which is the widest. All moves begin now, and none may
    begin before the last has ended.
    """

    def __init__(
        self, now: Callable[[], int], wait: Callable[[float], None], line: Callable[[], str],
        named: Callable[[Part], str],
    ) -> None:  # fmt: skip
        self._now, self._wait, self._line, self._named = now, wait, line, named
        self._moves: list[CameraMove] = []
        self._lines: list[str] = []
        self._drifts: list[Span] = []

    @checked
    def punch_in(self, at: Where, scale: float = 2.0, seconds: float = PUNCH_IN_S) -> None:
        """Go near to `at` while the lecture goes on, and stay there until `back` or the next move."""
        self._move(self._view(at, scale, NEAREST_HELD), seconds)

    @checked
    def back(self, seconds: float = PUNCH_IN_S) -> None:
        """Go back to the whole view."""
        self._move(Framing(), seconds)

    @checked
    def drift(self) -> None:
        """Sway slowly where it is, near things against far ones, until the next move."""
        self._still()
        self._end_drift()
        self._drifts.append(Span("drift", self._now(), -1))

    @checked
    def arrive(self, at: Where = (0.5, 0.52), scale: float = 1.25, seconds: float = PUSH_S) -> None:
        """Open the scene from near `at` and come to the whole view; the first thing in a script."""
        if self._now() > 0:
            raise UserError("s.camera.arrive() opens a scene: call it before anything is said")
        self._move(Framing(), seconds, origin=self._view(at, scale, NEAREST))

    @checked
    def leave(self, at: Where, scale: float = 4.0, seconds: float = PUSH_S) -> None:
        """Push in towards `at` and end the scene there; this takes its time."""
        self._move(self._view(at, scale, NEAREST), seconds)
        self._wait((self._moves[-1].end_tick - self._now()) / TICKS_PER_S)

    # -- for the stage ---------------------------------------------------------------------------

    def close(self, end_tick: int) -> tuple[tuple[CameraMove, ...], list[Span]]:
        """Every move, and the drifts, of a scene that lasts until `end_tick`. Raises UserError."""
        self._end_drift()
        if self._moves and self._moves[-1].end_tick > end_tick:
            late_s = (self._moves[-1].end_tick - end_tick) / TICKS_PER_S
            raise UserError(
                f"{self._lines[-1]}: this camera move ends {late_s:.1f} s after the scene; "
                "give it fewer seconds, or wait"
            )
        return tuple(self._moves), self._drifts

    def _move(self, goal: Framing, seconds: float, origin: Framing | None = None) -> None:
        if not 0 < seconds <= LONGEST_MOVE_S:
            raise UserError(
                f"a camera move of {seconds:g} s: use more than 0 and at most {LONGEST_MOVE_S:g}"
            )
        self._still()
        self._end_drift()
        start = self._now()
        end = start + max(1, round(seconds * STEPS_PER_S)) * TICKS_PER_STEP
        before = origin or (self._moves[-1].goal if self._moves else Framing())
        if before == goal:
            raise UserError("the camera is there already; leave this move out")
        self._moves.append(CameraMove(start, end, before, goal))
        self._lines.append(self._line())

    def _still(self) -> None:
        """Raises UserError while a move is still going on."""
        if self._moves and self._moves[-1].end_tick > self._now():
            left_s = (self._moves[-1].end_tick - self._now()) / TICKS_PER_S
            raise UserError(
                f"the camera is still on its way for {left_s:.1f} s (since {self._lines[-1]}); "
                "say or wait for something first"
            )

    def _end_drift(self) -> None:
        if self._drifts and self._drifts[-1].end_tick < 0:
            self._drifts[-1] = replace(self._drifts[-1], end_tick=self._now())

    def _view(self, at: Where, scale: float, nearest: float) -> Framing:
        if not 1.0 < scale <= nearest:
            raise UserError(
                f"camera scale {scale:g}: use more than 1, which is the whole view, and at most {nearest:g}"
            )
        if isinstance(at, Part):
            return Framing(self._named(at), scale=scale)
        if not (isinstance(at, tuple) and len(at) == 2 and all(0.0 <= share <= 1.0 for share in at)):
            raise UserError(f"the camera goes to a part or to (0..1, 0..1) of the frame, not to {at!r}")
        return Framing(place=at, scale=scale)
