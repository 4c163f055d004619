"""Which pictures are asked for ahead, and which of those that have come is due: no pygame, no clock.

While time flows, pictures of the next instants of the frame grid are asked for, as many as there are slots;
the window shows each when its instant comes. While it stands, one picture is asked for at a time.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from apanim.window.processes.messages import Ask, Picture

RATES = (60, 30, 20, 15, 12, 10)  # pictures a second, whole ticks each
_REMEMBERED = 60  # pictures whose work says what the machine manages
_KEEPS, _TAKES = 1.1, 1.6  # of the time there is for a picture, against what its work takes


@dataclass(frozen=True)
class Aim:
    """What all pictures that are under way have in common: another aim makes them void."""

    run: int
    size: tuple[int, int]
    captions: bool
    selected: str = ""
    follow: bool = False
    ringed: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()


class Pacer:
    """The slots, what is in them, and what is under way. `shown` is the picture that is on screen."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._aim: Aim | None = None
        self._jump: object = None
        self._serial = self._generation = 0
        self._asked_to = 0  # the last tick that was asked for, while time flows
        self._under_way: dict[int, Ask] = {}
        self._ready: dict[int, Picture] = {}
        self.shown: Picture | None = None
        self._work_s: deque[float] = deque(maxlen=_REMEMBERED)
        self._rate = RATES[0]

    # ---- what is asked for

    def standing(self, aim: Aim, tick: int, ahead: Sequence[int] = ()) -> list[Ask]:
        """What to ask for while the instant `tick` stands; `ahead` would come next if time flowed."""
        if aim != self._aim:
            self._void(aim)
        shown = self.shown
        if self._has(tick) and not (shown and shown.ask.tick == tick and not shown.ask.pointed):
            return self._asked(aim, [at for at in ahead if not self._has(at)], ahead=True)
        if any(not ask.ahead for ask in self._under_way.values()):
            return []  # one after the other: when that has come, the instant may be another
        self._void(aim)
        return self._asked(aim, [tick], ahead=False)

    def flowing(self, aim: Aim, ticks: Sequence[int], jump: object, pointed: bool = False) -> list[Ask]:
        """What to ask for while time flows through `ticks`, of which the first is due now.

        `jump` is another thing each time that time did not flow on. Pictures are asked for with what can be
        pointed at in them if they are `pointed` at.
        """
        now = ticks[0]
        grid = ticks[1] - now if len(ticks) > 1 else 1
        if aim != self._aim or (jump != self._jump and not self._has(now)):
            self._void(aim)
            self._asked_to = now - grid
        elif jump != self._jump:
            self._asked_to = max(self._known(), default=now)
        elif self._is_late(now - 2 * grid):
            # It cannot keep up: what is long past helps nobody, but for the one that is being painted.
            oldest = min(self._under_way.values(), key=lambda ask: ask.serial)
            self._void(aim)
            self._under_way[oldest.serial] = oldest
            self._asked_to = now
        self._jump = jump
        wanted = [tick for tick in ticks if tick > self._asked_to]
        asks = self._asked(aim, wanted, ahead=True, pointed=pointed)
        self._asked_to = max([self._asked_to, *(ask.tick for ask in asks)])
        return asks

    def _is_late(self, tick: float) -> bool:
        """Whether one that was asked for since the last were void has not come by `tick`."""
        present = (ask for ask in self._under_way.values() if ask.generation == self._generation)
        return any(ask.tick < tick for ask in present)

    def _asked(self, aim: Aim, ticks: Sequence[int], ahead: bool, pointed: bool = True) -> list[Ask]:
        asks = []
        for tick, slot in zip(ticks, self._free(), strict=False):
            self._serial += 1
            what = {"tick": tick, "ahead": ahead, "pointed": pointed}
            ask = Ask(self._serial, self._generation, slot, **what, **vars(aim))
            self._under_way[ask.serial] = ask
            asks.append(ask)
        return asks

    def _free(self) -> list[int]:
        taken = {ask.slot for ask in self._under_way.values()}
        taken |= {picture.ask.slot for picture in self._ready.values()}
        if self.shown:
            taken.add(self.shown.ask.slot)
        return [slot for slot in range(self._slots) if slot not in taken]

    def _has(self, tick: int) -> bool:
        return tick in self._known()

    def _known(self) -> set[int]:
        """The instants whose picture is shown, ready or under way."""
        ticks = {ask.tick for ask in self._under_way.values()} | set(self._ready)
        if self.shown and self.shown.ask.generation == self._generation:
            ticks.add(self.shown.ask.tick)
        return ticks

    def _void(self, aim: Aim) -> None:
        """What is under way or ready is of no use; its slots are free, as the renderer works one by one."""
        self._aim = aim
        self._generation += 1
        self._under_way.clear()
        self._ready.clear()

    # ---- what has come

    def take(self, picture: Picture) -> None:
        """A picture has come."""
        self._work_s.append(picture.work_s)
        serial = picture.ask.serial
        if serial in self._under_way:  # those before it have been painted, or never will be
            self._under_way = {k: ask for k, ask in self._under_way.items() if k > serial}
            self._ready[picture.ask.tick] = picture

    def drop(self, ask: Ask) -> None:
        """A picture will not come."""
        self._under_way.pop(ask.serial, None)

    def renew(self) -> None:
        """All pictures but the one on screen are of no use: what they were of has become another."""
        self._aim = None

    def due(self, tick: int, flows: bool) -> Picture | None:
        """The picture to show now, if it is not the one that is shown already."""
        if flows:
            past = [at for at in self._ready if at <= tick]
            best = max(past, default=None)
        else:
            past = [at for at, picture in self._ready.items() if not picture.ask.ahead]
            best = tick if tick in self._ready else max(past, key=self._serial_of, default=None)
        picture = None if best is None else self._ready[best]
        for at in past:
            self._ready.pop(at, None)
        if picture is None or best is None:
            return None
        self._ready.pop(best, None)
        if flows and self._is_shown_later(picture):
            return None
        self.shown = picture
        return picture

    def _serial_of(self, tick: int) -> int:
        return self._ready[tick].ask.serial

    def _is_shown_later(self, picture: Picture) -> bool:
        shown = self.shown
        return (
            shown is not None
            and shown.ask.generation == picture.ask.generation
            and shown.ask.tick >= picture.ask.tick
        )

    def shown_of(self, run: int) -> int | None:
        """The instant of a run that is on screen, if one of that run is."""
        return self.shown.ask.tick if self.shown and self.shown.ask.run == run else None

    @property
    def rate(self) -> int:
        """Pictures a second that the machine manages, one of RATES; a faster one is taken up with more to
        spare than the present one is kept with, so that it does not change to and fro."""
        work = sorted(self._work_s)
        if len(work) < _REMEMBERED // 2:
            return self._rate
        usual_s = work[len(work) * 4 // 5]
        kept = next((rate for rate in RATES if usual_s * _KEEPS <= 1 / rate), RATES[-1])
        taken = next((rate for rate in RATES if usual_s * _TAKES <= 1 / rate), RATES[-1])
        self._rate = min(max(self._rate, taken), kept)
        return self._rate
