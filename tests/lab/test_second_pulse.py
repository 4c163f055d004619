"""Two pulses in the laboratory: the second fires where the bench's refractory table says that it does."""

import numpy as np
import pytest

from apanim.lab.commands import Pace, Stimulate
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import find_setup
from apanim.physics.measure import measure_refractoriness
from apanim.physics.measure.refractory import FIRST_PULSE, PULSE_MS, STRONGEST
from apanim.physics.textbook import TEXTBOOK


def fires_again(gap_ms, times):
    """Whether a spike follows a second pulse, `times` the weakest at rest, `gap_ms` after the first."""
    run = SetupRun(find_setup("membrane"))
    run.do(0, Pace(1.0))
    run.do(0, Stimulate(FIRST_PULSE, PULSE_MS))
    run.do(600 * gap_ms, Stimulate(times, PULSE_MS))
    run.reach(600 * (gap_ms + 6))
    series = run.branch.tape.series
    ms = series.model_ns / 1e6
    v = series.v_mV[ms > gap_ms + PULSE_MS + 0.05]
    return bool(np.any((v[1:-1] > v[:-2]) & (v[1:-1] >= v[2:]) & (v[1:-1] > 0)))


@pytest.mark.parametrize("gap_ms", [1, 2, 3, 4, 6])
def test_it_fires_where_the_table_says(gap_ms):
    table = measure_refractoriness(TEXTBOOK)
    if gap_ms < table.absolute_end_ms:
        assert not fires_again(gap_ms, STRONGEST)
        return
    known = np.isfinite(table.relative)
    needed = float(np.interp(gap_ms, table.interval_ms[known], table.relative[known]))
    assert not fires_again(gap_ms, 0.96 * needed)
    assert fires_again(gap_ms, min(1.04 * needed, STRONGEST))
