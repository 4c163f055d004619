"""How many pictures a second are asked for: what the machine manages, steadily. No clock.

A rate is left when it is seen not to hold: a picture's work takes nearly all of its time, or pictures
come too late again and again. It is taken up again only after a while, which grows each time it fails: one
steady rate is better to look at than two that take turns.
"""

from collections import deque

RATES = (60, 30, 20, 15, 12, 10)  # pictures a second, whole ticks each
_USUAL_PIXELS = 1 << 20  # up to which the world's own 60 is tried from the first: above, 30
_REMEMBERED = 60  # pictures that say what the machine manages
_KEEPS = 1.1  # of the time there is for a picture, against what its work takes, to stay with a rate
_TAKES = 1.8  # and to take up a faster one
_TAKES_MOST = 2.5  # and that of the world at more than usual sizes, where the window has more work, too
_LATE_SHARE = 0.1  # of the pictures shown: so many may come late before a rate is left
_WAITS_S, _WAITS_MOST_S = 8.0, 240.0  # before a rate that failed is tried again


class Rate:
    """The rate for pictures of `pixels`; `now`, one of RATES."""

    def __init__(self, pixels: int) -> None:
        self._large = pixels > _USUAL_PIXELS
        self.now = RATES[self._large]
        self._work_s: deque[float] = deque(maxlen=_REMEMBERED)
        self._late: deque[bool] = deque(maxlen=_REMEMBERED)
        self._waits_s = _WAITS_S
        self._left_s = 0.0  # lecture time at normal speed until a faster rate may be tried

    def painted(self, work_s: float) -> None:
        """A picture took so long to list and paint."""
        self._work_s.append(work_s)
        self._judge()

    def shown(self, passed_over: int) -> None:
        """A picture came on screen while time flows; before it `passed_over` that were due did not."""
        self._late.append(passed_over > 0)
        self._left_s -= (1 + passed_over) / self.now
        self._judge()

    def _judge(self) -> None:
        place = RATES.index(self.now)
        if len(self._work_s) < _REMEMBERED * 3 // 4:
            return
        usual_s = sorted(self._work_s)[len(self._work_s) * 4 // 5]
        late = sum(self._late) > _LATE_SHARE * _REMEMBERED
        if place + 1 < len(RATES) and (late or usual_s * _KEEPS > 1 / self.now):
            self._change(RATES[place + 1])
            self._left_s, self._waits_s = self._waits_s, min(2 * self._waits_s, _WAITS_MOST_S)
        elif place and self._left_s <= 0 and not late:
            faster = RATES[place - 1]
            takes = _TAKES_MOST if self._large and place == 1 else _TAKES
            if usual_s * takes <= 1 / faster:
                self._change(faster)

    def _change(self, rate: int) -> None:
        """Another rate, which is judged by pictures of its own."""
        self.now = rate
        self._late.clear()
        while len(self._work_s) > _REMEMBERED // 4:
            self._work_s.popleft()
