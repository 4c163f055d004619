"""The lecture's clock: world steps so far, and how much model time a second shows."""

from types import TracebackType

from apanim.errors import UserError
from apanim.script.actors.moments import Moment
from apanim.script.verbs.cast import Cast
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

DEFAULT_MS_PER_S = 0.4  # 1 ms of model is 2.5 s of film
LONGEST_WAIT_S = 60.0


class Clock:
    """It takes what is on stage along, by whole world steps (1/60 s)."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self.step = 0
        self.ms_per_s = DEFAULT_MS_PER_S
        self._slow: Slow | None = None  # the last pace that was set, until a `with` takes it

    @property
    def tick(self) -> int:
        return self.step * TICKS_PER_STEP

    def slow(self, ms_per_s: float) -> "Slow":
        """Inside `with s.slow(...)`, one lecture second shows `ms_per_s` of model time."""
        if not 1e-4 <= ms_per_s <= 1000:
            raise UserError(f"slow(ms_per_s={ms_per_s}): use 0.0001 to 1000 ms of model time a second")
        self.check_slow()
        self._slow = Slow(self, ms_per_s)
        return self._slow

    def enter(self, ms_per_s: float) -> float:
        """Go on at that pace; the one before."""
        self._slow = None
        before, self.ms_per_s = self.ms_per_s, ms_per_s
        return before

    def check_slow(self) -> None:
        """Raises UserError if a pace was set that no `with` took: nothing would have slowed down."""
        if self._slow is not None:
            raise UserError(f"s.slow({self._slow.ms_per_s:g}) slows nothing; write with s.slow(...): above")

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass, to the nearest world step."""
        if not 0 < seconds <= LONGEST_WAIT_S * 10:
            raise UserError(
                f"wait({seconds}): wait for more than 0 and at most {10 * LONGEST_WAIT_S:.0f} s"
            )
        self.run(max(1, round(seconds * STEPS_PER_S)))

    def until(self, moment: Moment, within_s: float | None = None) -> None:
        """Let time pass until `moment`: at the clock's pace, or in `within_s` seconds exactly."""
        target_ns = self._cast.time_ns(moment)
        if within_s is not None:
            check_seconds("within_s", within_s)
        ahead_ms = (target_ns - self._cast.actor.history.now_ns) / NS_PER_MS
        lasts_s = ahead_ms / self.ms_per_s if within_s is None else within_s
        if lasts_s > LONGEST_WAIT_S:
            raise UserError(
                f"{moment.name} is {ahead_ms:.2f} ms away, {lasts_s:.0f} s at {self.ms_per_s:g} ms "
                "a second; use a faster clock or within_s"
            )
        self.run(max(1, round(lasts_s * STEPS_PER_S)), target_ns)

    def run(self, steps: int, target_ns: int | None = None) -> int:
        """`steps` world steps at the clock's pace, or evenly to `target_ns`; the model time taken, ns."""
        self.check_slow()
        history = self._cast.actor.history
        start_ns = history.now_ns
        pace_ns = round(self.ms_per_s * NS_PER_MS * steps / STEPS_PER_S)
        whole_ns = pace_ns if target_ns is None else target_ns - start_ns
        for number in range(1, steps + 1):
            history.step(start_ns + whole_ns * number // steps)
        self.step += steps
        return whole_ns

    def end_of(self, what: str, seconds: float) -> int:
        """The tick at which something that lasts `seconds` from now on ends. Raises UserError."""
        check_seconds(what, seconds)
        return self.tick + round(seconds * TICKS_PER_S)


class Slow:
    """A pace of the clock that holds inside a `with`."""

    def __init__(self, clock: Clock, ms_per_s: float) -> None:
        self._clock, self.ms_per_s, self._before = clock, ms_per_s, 0.0

    def __enter__(self) -> None:
        self._before = self._clock.enter(self.ms_per_s)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._clock.enter(self._before)


def check_seconds(what: str, seconds: float, least: float = 1.0 / STEPS_PER_S) -> None:
    """Raises UserError for a time that nothing can last."""
    if not least <= seconds <= 10 * LONGEST_WAIT_S:
        raise UserError(f"{what} of {seconds:g} s: use {least:.2g} to {10 * LONGEST_WAIT_S:.0f} s")
