"""A patch that is watched: what has happened to it so far, and what will, as columns to read."""

import numpy as np

from apanim.physics.sets import MembraneSet
from apanim.script.history import History
from apanim.script.moments import Columns, Moment, columns_of


class Watched:
    """The membrane of a patch and its history; what can be said of it is said by those who inherit."""

    def __init__(self, membrane: MembraneSet, history: History) -> None:
        self.membrane, self.history = membrane, history

    def columns(self) -> Columns:
        """What has happened so far, a row a world step; see moments.columns_of."""
        past = self.history
        return columns_of(np.array(past.states, dtype=float), past.times_ns(), self.membrane, past.protocol)

    def _find(self, moment: Moment, start: int) -> tuple[np.ndarray, int, Columns]:
        """(times ns, row, columns): in what has happened since world step `start`, else in the forecast."""
        past = self.columns()
        row = moment.rule(past, start)
        if row is not None:
            return self.history.times_ns(), row, past
        ahead = self.history.forecast()
        # The forecast starts at the last stimulus; what it shows before `start` is not "from here on".
        first = max(0, (self.history.model_ns[start] - ahead.start_ns) // 2_000)
        ahead.reach(self.history.model_ns[start])
        while True:
            columns = columns_of(ahead.gates(), ahead.times_ns(), self.membrane, ahead.protocol)
            row = moment.rule(columns, first)
            if row is not None:
                return ahead.times_ns(), row, columns
            if not ahead.extend():
                raise LookupError(f"{moment.name} does not come within 60 ms of model time")
