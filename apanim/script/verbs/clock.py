"""The lecture's clock: world steps so far, and how much model time a second shows."""

import math
from types import TracebackType
from typing import NamedTuple

from apanim.errors import UserError
from apanim.script.actors.moments import Moment
from apanim.script.timeline import FineRun
from apanim.script.verbs.cast import Cast
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

DEFAULT_MS_PER_S = 0.4  # 1 ms of model is 2.5 s of film
LONGEST_WAIT_S = 60.0
LONGEST_SCENE_S, MOST_MODEL_MS = 1800.0, 60_000.0  # what a scene may last, and show of model time
FINE_MS_PER_S = 1e-4  # below it a nanosecond of model time lasts several steps


class ClockTarget(NamedTuple):
    """A moment that model time does not pass, by its name and when it is."""

    name: str
    ns: int


class ClockPace(NamedTuple):
    """Model time in a lecture second, and as far as it runs."""

    ms_per_s: float
    target: ClockTarget | None


class Clock:
    """It takes what is on stage along, by whole world steps (1/60 s)."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self.step = 0
        self.ms_per_s = DEFAULT_MS_PER_S
        self.fine: list[FineRun] = []
        self._slow: Slow | None = None  # the last pace that was set, until a `with` takes it
        self._target_of_block: ClockTarget | None = None  # how far model time runs inside the present one

    @property
    def tick(self) -> int:
        return self.step * TICKS_PER_STEP

    def slow(self, ms_per_s: float, to: Moment | None = None) -> "Slow":
        """Inside `with s.slow(...)`, one lecture second shows `ms_per_s` of model time.

        With `to` at that pace until the moment: then model time stands while what is said inside goes on.
        Where the moment has not come by the end of the block, time runs on to it at that pace.
        """
        if not 1e-8 <= ms_per_s <= 1000:
            raise UserError(f"slow(ms_per_s={ms_per_s}): use 0.00000001 to 1000 ms of model time a second")
        return self._paced(Slow(self, ms_per_s, None if to is None else self._target(to, ms_per_s)))

    def hold(self) -> "Slow":
        """Inside `with s.hold():` model time stands: ions still jitter, and nothing flows."""
        return self._paced(Slow(self, 0.0, None))

    def enter(self, ms_per_s: float, target: ClockTarget | None) -> "ClockPace":
        """Go on at that pace, as far as `target`; what was before."""
        self._slow = None
        before = ClockPace(self.ms_per_s, self._target_of_block)
        self.ms_per_s, self._target_of_block = ms_per_s, target
        return before

    def check_slow(self) -> None:
        """Raises UserError if a pace was set that no `with` took: nothing would have slowed down."""
        if self._slow is not None:
            form = "slow(...)" if self._slow.ms_per_s else "hold()"
            raise UserError(f"s.{self._slow.verb} slows nothing; write with s.{form}: above")

    def check_bends(self, what: str) -> None:
        """Raises UserError for `what` sets the pace of a clock whose pace is set."""
        if self.ms_per_s == 0.0:
            raise UserError(f"{what}: inside s.hold() model time stands; move this out of the block")
        if self._target_of_block is not None:
            raise UserError(
                f"{what}: s.slow(..., to={self._target_of_block.name}) keeps its own pace; leave this out, "
                "or the to= of the block"
            )

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass, to the nearest world step."""
        if not 0 < seconds <= LONGEST_WAIT_S * 10:
            raise UserError(
                f"wait({seconds}): wait for more than 0 and at most {10 * LONGEST_WAIT_S:.0f} s"
            )
        self.run(max(1, round(seconds * STEPS_PER_S)))

    def until(self, moment: Moment, within_s: float | None = None) -> None:
        """Let time pass until `moment`: at the clock's pace, or in `within_s` seconds exactly."""
        self.check_bends(f"until({moment.name})")
        target_ns = self._cast.time_ns(moment)
        if within_s is not None:
            check_seconds("within_s", within_s, most=LONGEST_WAIT_S)
        ahead_ms = (target_ns - self._cast.actor.history.now_ns) / NS_PER_MS
        lasts_s = ahead_ms / self.ms_per_s if within_s is None else within_s
        if lasts_s > LONGEST_WAIT_S:
            remedy = f"use a faster clock, or within_s, up to {LONGEST_WAIT_S:.0f}"
            self._cast.miss(_too_far(moment.name, ahead_ms, self.ms_per_s, remedy))
            lasts_s = LONGEST_WAIT_S
        self.run(max(1, round(lasts_s * STEPS_PER_S)), target_ns)

    def run(self, steps: int, target_ns: int | None = None) -> int:
        """`steps` world steps at the clock's pace, or evenly to `target_ns`; the model time taken, ns."""
        self.check_slow()
        history = self._cast.actor.history
        start_ns = history.now_ns
        if target_ns is None and 0.0 < self.ms_per_s < FINE_MS_PER_S:
            return self._run_fine(steps)
        pace_ns = round(self.ms_per_s * NS_PER_MS * steps / STEPS_PER_S)
        whole_ns = pace_ns if target_ns is None else target_ns - start_ns
        self._check_length(steps, start_ns + whole_ns)
        end_ns = start_ns + whole_ns
        if self._target_of_block is not None:
            end_ns = min(end_ns, max(start_ns, self._target_of_block.ns))
        for number in range(1, steps + 1):
            history.step(min(start_ns + whole_ns * number // steps, end_ns))
        self.step += steps
        return end_ns - start_ns

    def _check_length(self, steps: int, to_ns: float) -> None:
        """Raises UserError for `steps` more, to that model time, if no scene is as long as that."""
        lasts_s = (self.step + steps) / STEPS_PER_S
        if lasts_s > LONGEST_SCENE_S:
            limit = f"more than the {LONGEST_SCENE_S:g} s of a scene"
            raise UserError(f"it lasts {lasts_s:.0f} s here, {limit}; make several, and an order of them")
        if to_ns > MOST_MODEL_MS * NS_PER_MS:
            limit = f"more than the {MOST_MODEL_MS:g} ms of a scene"
            raise UserError(f"model time is {to_ns / NS_PER_MS:.0f} ms here, {limit}; use a slower clock")

    def _run_fine(self, steps: int) -> int:
        """`run` where a nanosecond lasts several steps: what is less than one is carried on."""
        history, before = self._cast.actor.history, self.fine[-1] if self.fine else None
        goes_on = before is not None and before.end_tick == self.tick
        start_ns, from_ns = history.now_ns, before.to_ns if before and goes_on else float(history.now_ns)
        to_ns = from_ns + self.ms_per_s * NS_PER_MS * steps / STEPS_PER_S
        self._check_length(steps, to_ns)
        if self._target_of_block is not None:
            to_ns = min(to_ns, max(from_ns, float(self._target_of_block.ns)))
        for number in range(1, steps + 1):
            history.step(int(from_ns + (to_ns - from_ns) * number / steps))
        start_tick = self.tick
        self.step += steps
        self.fine.append(FineRun(start_tick, self.tick, from_ns, to_ns))
        return history.now_ns - start_ns

    def come(self) -> None:
        """Run on at the pace of the block to its moment, if that has not come."""
        if self._target_of_block is None:
            return
        left_ns = self._target_of_block.ns - self._cast.actor.history.now_ns
        if left_ns > 0:
            self.run(math.ceil(left_ns * STEPS_PER_S / (self.ms_per_s * NS_PER_MS)))

    def _paced(self, slow: "Slow") -> "Slow":
        self.check_slow()
        if slow.ms_per_s:
            self.check_bends(f"s.{slow.verb}")
        self._slow = slow
        return slow

    def _target(self, to: Moment, ms_per_s: float) -> ClockTarget:
        target = ClockTarget(to.name, self._cast.time_ns(to))
        ahead_ms = (target.ns - self._cast.actor.history.now_ns) / NS_PER_MS
        if ahead_ms / ms_per_s > LONGEST_WAIT_S:
            self._cast.miss(_too_far(target.name, ahead_ms, ms_per_s, "use a faster one"))
            return target._replace(ns=self._cast.actor.history.now_ns)
        return target

    def end_of(self, what: str, seconds: float) -> int:
        """The tick at which something that lasts `seconds` from now on ends. Raises UserError."""
        check_seconds(what, seconds)
        return self.tick + round(seconds * TICKS_PER_S)


class Slow:
    """A pace of the clock that holds inside a `with`; 0 where model time stands."""

    def __init__(self, clock: Clock, ms_per_s: float, target: ClockTarget | None) -> None:
        self._clock, self.ms_per_s, self._target = clock, ms_per_s, target
        self._before = ClockPace(0.0, None)

    @property
    def verb(self) -> str:
        """How an author wrote it."""
        return f"slow({self.ms_per_s:g})" if self.ms_per_s else "hold()"

    def __enter__(self) -> None:
        self._before = self._clock.enter(self.ms_per_s, self._target)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if error is None:
            self._clock.come()
        self._clock.enter(*self._before)


def _too_far(name: str, ahead_ms: float, ms_per_s: float, cure: str) -> str:
    lasts_s = ahead_ms / ms_per_s
    return f"{name} is {ahead_ms:.2f} ms away, {lasts_s:.0f} s at {ms_per_s:g} ms a second; {cure}"


def check_seconds(
    what: str, seconds: float, least: float = 1.0 / STEPS_PER_S, most: float = 10 * LONGEST_WAIT_S
) -> None:
    """Raises UserError for a time that nothing can last."""
    if not least <= seconds <= most:
        raise UserError(f"{what} of {seconds:g} s: use {least:.2g} to {most:.0f} s")
