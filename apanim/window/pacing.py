"""Which pictures are asked for ahead, and which of those that have come is due: no pygame, no clock.

While time flows, pictures of the next instants of the frame grid are asked for, as many as there are slots;
the window shows each when its instant comes. While it stands, one picture is asked for at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from apanim.window.processes.messages import Ask, PictureReady
from apanim.window.rates import RATES, Rate

When = tuple[int, int]  # the lap of a passage that repeats, and the tick: what flows grows, over a seam too


@dataclass(frozen=True)
class PictureRequest:
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
        self._aim: PictureRequest | None = None
        self._jump: object = None
        self._serial = self._generation = 0
        self._lap = 0  # of the instant that is due, while time flows
        self._grid = 1  # ticks from one instant to the next
        self._asked_to: When = 0, 0  # the last instant that was asked for, while time flows
        self._under_way: dict[int, tuple[When, Ask]] = {}
        self._ready: dict[When, PictureReady] = {}
        self.shown: PictureReady | None = None
        self._shown_at: When = 0, 0
        self._shown_in_flow: When | None = None  # the last that was shown since time flows without a jump
        self._counts_from: When = 0, 0  # what was asked for before is not `_grid` apart
        self._rates: dict[tuple[int, int], Rate] = {}  # by the size of the pictures

    # ---- what is asked for

    def standing(self, aim: PictureRequest, tick: int, ahead: Sequence[int] = ()) -> list[Ask]:
        """What to ask for while the instant `tick` stands; `ahead` would come next if time flowed."""
        if aim != self._aim:
            self._void(aim)
        self._shown_in_flow = None
        now, *to_come = self._laps([tick, *ahead])
        stands = self.shown if self._shown_at == now else None
        if self._has(now) and not (stands and not stands.ask.pointed):
            return self._asked(aim, [at for at in to_come if not self._has(at)], ahead=True)
        if any(not ask.ahead for _, ask in self._under_way.values()):
            return []  # one after the other: when that has come, the instant may be another
        self._void(aim)
        return self._asked(aim, [now], ahead=False)

    def flowing(
        self, aim: PictureRequest, ticks: Sequence[int], jump: object, pointed: bool = False
    ) -> list[Ask]:
        """What to ask for while time flows through `ticks`, of which the first is due now; one that is not
        after the one before it begins the passage that repeats once more.

        `jump` is another thing each time that time did not flow on. Pictures are asked for with what can be
        pointed at in them if they are `pointed` at.
        """
        jumps, self._jump = jump != self._jump, jump
        if jumps:
            self._shown_in_flow = None
            self._lap += self._has((self._lap + 1, ticks[0]))
        whens = self._laps(ticks)
        now = whens[0]
        grid = ticks[1] - ticks[0] if len(whens) > 1 and whens[1][0] == now[0] else self._grid
        if grid != self._grid:
            closer = grid < self._grid
            self._grid, self._counts_from = grid, self._asked_to
            if closer:  # between those that were asked for there are more now
                self._asked_to = min(self._asked_to, now)
        if aim != self._aim or (jumps and not self._has(now)):
            self._void(aim)
            self._asked_to = now[0], now[1] - self._grid
        elif jumps:
            self._asked_to = max(self._known(), default=now)
        elif self._is_late((now[0], now[1] - 2 * self._grid)):
            # It cannot keep up: what is long past helps nobody, but for the one that is being painted.
            oldest = min(self._under_way)
            kept = self._under_way[oldest]
            self._void(aim)
            self._under_way[oldest] = kept
            self._asked_to = now
        known = self._known()
        wanted = [at for at in whens if at > self._asked_to and at not in known]
        asks = self._asked(aim, wanted, ahead=True, pointed=pointed)
        self._asked_to = max([self._asked_to, *(self._under_way[ask.serial][0] for ask in asks)])
        return asks

    def _laps(self, ticks: Sequence[int]) -> list[When]:
        """Instants in the order in which time flows through them, the first in the present lap."""
        lap, whens = self._lap, list[When]()
        for tick in ticks:
            lap += bool(whens) and tick <= whens[-1][1]
            whens.append((lap, tick))
        return whens

    def _is_late(self, when: When) -> bool:
        """Whether one that was asked for since the last were void has not come by `when`."""
        present = (at for at, ask in self._under_way.values() if ask.generation == self._generation)
        return any(at[0] == when[0] and at < when for at in present)

    def _asked(
        self, aim: PictureRequest, whens: Sequence[When], ahead: bool, pointed: bool = True
    ) -> list[Ask]:
        asks = []
        for when, slot in zip(whens, self._free(), strict=False):
            self._serial += 1
            what = {"tick": when[1], "ahead": ahead, "pointed": pointed}
            ask = Ask(self._serial, self._generation, slot, **what, **vars(aim))
            self._under_way[ask.serial] = when, ask
            asks.append(ask)
        return asks

    def _free(self) -> list[int]:
        taken = {ask.slot for _, ask in self._under_way.values()}
        taken |= {picture.ask.slot for picture in self._ready.values()}
        if self.shown:
            taken.add(self.shown.ask.slot)
        return [slot for slot in range(self._slots) if slot not in taken]

    def _has(self, when: When) -> bool:
        return when in self._known()

    def _known(self) -> set[When]:
        """The instants whose picture is shown, ready or under way."""
        whens = {when for when, _ in self._under_way.values()} | set(self._ready)
        if self.shown and self.shown.ask.generation == self._generation:
            whens.add(self._shown_at)
        return whens

    def _void(self, aim: PictureRequest) -> None:
        """What is under way or ready is of no use; its slots are free, as the renderer works one by one."""
        self._aim = aim
        self._generation += 1
        self._under_way.clear()
        self._ready.clear()

    # ---- what has come

    def take(self, picture: PictureReady) -> None:
        """A picture has come."""
        if picture.ask.ahead:  # one that stands has more in it
            self._rate_at(picture.ask.size).painted(picture.work_s)
        serial = picture.ask.serial
        if serial in self._under_way:  # those before it have been painted, or never will be
            when, _ = self._under_way[serial]
            self._under_way = {k: asked for k, asked in self._under_way.items() if k > serial}
            self._ready[when] = picture

    def drop(self, ask: Ask) -> None:
        """A picture will not come."""
        self._under_way.pop(ask.serial, None)

    def renew(self) -> None:
        """All pictures but the one on screen are of no use: what they were of has become another."""
        self._aim = None

    def due(self, tick: int, flows: bool) -> PictureReady | None:
        """The picture to show now, if it is not the one that is shown already."""
        now = self._lap, tick
        if flows:
            past = [at for at in self._ready if at <= now]
            best = max(past, default=None)
        else:
            past = [at for at, picture in self._ready.items() if not picture.ask.ahead]
            best = now if now in self._ready else max(past, key=self._serial_of, default=None)
        picture = None if best is None else self._ready[best]
        for at in past:
            self._ready.pop(at, None)
        if picture is None or best is None:
            return None
        self._ready.pop(best, None)
        if flows and self._is_shown_later(picture, best):
            return None
        self.shown, self._shown_at = picture, best
        if flows:
            self._count(best)
        return picture

    def _serial_of(self, when: When) -> int:
        return self._ready[when].ask.serial

    def _is_shown_later(self, picture: PictureReady, when: When) -> bool:
        shown = self.shown
        return (
            shown is not None and shown.ask.generation == picture.ask.generation and self._shown_at >= when
        )

    def _count(self, when: When) -> None:
        """A picture is shown in the flow of time: how many that were due since the last were not?"""
        last, self._shown_in_flow = self._shown_in_flow, when
        if last is not None and last[0] == when[0] and last >= self._counts_from and self.shown:
            passed_over = round((when[1] - last[1]) / self._grid) - 1
            self._rate_at(self.shown.ask.size).shown(max(0, passed_over))

    def shown_of(self, run: int) -> int | None:
        """The instant of a run that is on screen, if one of that run is."""
        return self.shown.ask.tick if self.shown and self.shown.ask.run == run else None

    # ---- how many

    @property
    def rate(self) -> int:
        """Pictures a second that the machine manages at the size that is asked for now."""
        return self._rate_at(self._aim.size).now if self._aim else RATES[0]

    def _rate_at(self, size: tuple[int, int]) -> Rate:
        return self._rates.setdefault(size, Rate(size[0] * size[1]))
