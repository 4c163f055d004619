"""A cache damaged at random, and commands killed at random:

python tests/damaged --damages 60 --kills 20 --seed 1

After each damage a picture is made twice: it has to be what it was, nothing that was planted may run, and
nobody may see a traceback. After each kill nothing may stand under the final name; after the next run
nothing that was half made may be left, in the output folder, the cache, or among temporary files. What is
not so is told with its number.
"""

import argparse
import sys
import tempfile
from pathlib import Path

for _room in ("script", "cli", "window"):
    sys.path.append(str(Path(__file__).resolve().parents[1] / _room))

from damages import Damaged  # noqa: E402
from kills import WAYS, killed  # noqa: E402


def main() -> int:
    """Run them; exit code 1 if one was not as it should be."""
    asks = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asks.add_argument("--damages", type=int, default=60)
    asks.add_argument("--kills", type=int, default=20, help="of each kind of command")
    asks.add_argument("--only", choices=WAYS, help="kill this kind of command alone")
    asks.add_argument("--seed", type=int, default=1)
    asked = asks.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="damaged-") as work:
        if asked.damages:
            damaged = Damaged.made(Path(work))
            for number in range(asked.damages):
                faults += _told(damaged.faults(asked.seed * 1000 + number))
            print(f"{asked.damages} damages: {len(faults)} faults", flush=True)
    for way in [asked.only] if asked.only else WAYS:
        with tempfile.TemporaryDirectory(prefix="killed-") as work:
            found = killed(way, asked.kills, asked.seed, Path(work))
            faults += _told(found)
            print(f"{way}: {asked.kills} kills, {len(found)} faults", flush=True)
    return 1 if faults else 0


def _told(faults: list[str]) -> list[str]:
    for fault in faults:
        print(fault, flush=True)
    return faults


if __name__ == "__main__":
    sys.exit(main())
