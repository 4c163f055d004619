"""Numbers that travel with a page, read again as its script reads them."""

import numpy as np
import pytest

from apanim.export.page.values import column


@pytest.mark.parametrize("decimals", [0, 1, 3])
def test_a_column_is_read_as_it_was_written(decimals):
    values = np.random.default_rng(1).uniform(-120, 60, 40)
    packed = column(values, decimals)
    read = np.cumsum(packed["d"]) / packed["by"]
    assert np.abs(read - values).max() <= 0.5000001 * 10.0**-decimals
    assert all(type(change) is int for change in packed["d"])
