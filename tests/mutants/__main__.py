"""What the tests let pass: the package said otherwise in one place, and the tests of that place:

python tests/mutants --rooms picture canvas export script --mutants 60 --seed 1

Each mutant is tried in a copy of the tree, with a cache of its own, by the tests that mirror its module and
then by wider ones, until one fails (killed) or the time for a mutant is over (survived). What fails or
lasts too long without a mutant is no test here. Each survivor is told, and at the end the score; some of
them change nothing that anybody sees. `--only NUMBER ...` tries those of the sample again.
"""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from changes import Mutant, mutants_of
from reach import Reach
from tree import Tree

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Try them; exit code 1 if one survived."""
    asks = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asks.add_argument("--rooms", nargs="+", default=["picture", "canvas", "export", "script"])
    asks.add_argument("--files", nargs="+", default=[], help="these modules instead, from the tree's root")
    asks.add_argument("--mutants", type=int, default=60)
    asks.add_argument("--seed", type=int, default=1)
    asks.add_argument("--seconds", type=float, default=120.0, help="for the tests of one mutant")
    asks.add_argument("--only", type=int, nargs="+", help="try these of the sample alone")
    asked = asks.parse_args()
    sample = _sample(asked.files or _files(asked.rooms), asked.mutants, asked.seed)
    numbers = asked.only or range(len(sample))
    killed = late = 0
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as work:
        tree = Tree.copied(ROOT, Path(work), Path(os.environ.get("APANIM_CACHE") or f"{work}/kept"))
        reach = Reach(tree.root)
        for number in numbers:
            mutant = sample[number]
            end = tree.tried(mutant, reach.of(mutant.file), asked.seconds)
            killed, late = killed + bool(end.by), late + end.late
            if end.by:
                print(f"{number} killed {mutant}\n    by {end.by}{' (late)' * end.late}", flush=True)
            else:
                print(f"{number} SURVIVED {mutant}\n    tried by {' '.join(end.ran)}", flush=True)
    left = len(numbers) - killed
    print(f"{len(numbers)} mutants: {killed} killed, {late} of them by being late, {left} survived")
    return 1 if left else 0


def _files(rooms: list[str]) -> list[str]:
    files = (file for room in rooms for file in sorted((ROOT / "apanim" / room).rglob("*.py")))
    return [file.relative_to(ROOT).as_posix() for file in files]


def _sample(files: list[str], count: int, seed: int) -> list[Mutant]:
    """Some of all mutants of the files; more of them begin with the same."""
    every = [one for file in files for one in mutants_of(file, (ROOT / file).read_bytes())]
    random.Random(seed).shuffle(every)
    return every[:count]


if __name__ == "__main__":
    sys.exit(main())
