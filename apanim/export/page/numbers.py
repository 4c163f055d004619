"""Numbers as they travel: whole, each the change from the one before it, which pack small."""

from collections.abc import Iterable
from typing import Any

import numpy as np


def column(values: Iterable[float], decimals: int = 0) -> dict[str, Any]:
    """Finite numbers with so many decimals, as the page's `column` reads them."""
    whole = np.rint(np.asarray(list(values), float) * 10**decimals).astype(np.int64)
    return {"by": 10**decimals, "d": np.diff(whole, prepend=0).tolist()}
