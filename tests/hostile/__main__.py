"""Thousands of hostile inputs:  python tests/hostile --inputs 20000 --seed 1

Each ends in a success or in one line that begins with "apanim:" and exit code 2; without a traceback, in 10
seconds of CPU and 1.5 GB, with nothing written but what was asked for, and nothing left behind. What does
not is told with its number; `--only NUMBER` tries that one again, and shows it.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from hostile_lines import WARMS
from inputs import GOOD, good_wav, input_of
from trial import Verdict, adopt_orphans, preload, tried


def main() -> int:
    """Run them by processes; exit code 1 if one was not as it should be."""
    asks = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asks.add_argument("--inputs", type=int, default=20_000)
    asks.add_argument("--first", type=int, default=0, help="number of the first")
    asks.add_argument("--seed", type=int, default=1)
    asks.add_argument("--workers", type=int, default=os.cpu_count())
    asks.add_argument("--only", type=int, help="try this one alone, and show it")
    asked = asks.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as work:
        os.environ.setdefault("APANIM_CACHE", f"{work}/cache")
        if asked.only is not None:
            return _show(asked.seed, asked.only, Path(work))
        numbers = range(asked.first, asked.first + asked.inputs)
        jobs = [(asked.seed, number, work) for number in numbers]
        # Its processes may have further ones, as a window has; those of a multiprocessing.Pool may not.
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(asked.workers, fork, _begin) as pool:
            return _told(pool.map(_tried, jobs, chunksize=4), len(jobs))


def _begin() -> None:
    adopt_orphans()
    preload({**GOOD, "rec/hello.wav": good_wav()}, WARMS)


def _tried(job: tuple[int, int, str]) -> tuple[int, str, Verdict]:
    seed, number, work = job
    given = input_of(seed, number)
    return number, given.kind, tried(given, Path(work) / f"{number}")


def _told(verdicts, total: int) -> int:
    began_s, kinds, codes, faults = time.monotonic(), Counter(), Counter(), Counter()
    spent_s: Counter[str] = Counter()
    cpu_s, peak = 0.0, 0
    for done, (number, kind, verdict) in enumerate(verdicts, start=1):
        kinds[kind] += 1
        codes[verdict.code] += 1
        cpu_s, peak = max(cpu_s, verdict.cpu_s), max(peak, verdict.peak_bytes)
        spent_s[kind] += verdict.cpu_s
        if verdict.faults:
            faults.update([kind])
            last = verdict.said.strip().splitlines()[-1:] or [""]
            print(f"{number} {kind}: {'; '.join(verdict.faults)} | {last[0][:200]!r}", flush=True)
        if done % 500 == 0:
            print(
                f"{done} of {total}, {sum(faults.values())} faults, {time.monotonic() - began_s:.0f} s",
                file=sys.stderr,
            )
    each = (f"{count} {kind} ({spent_s[kind] / count:.2f} s)" for kind, count in kinds.most_common())
    print(f"{total} inputs: {', '.join(each)}")
    print(f"exit codes: {', '.join(f'{code}: {count}' for code, count in codes.most_common())}")
    print(
        f"most CPU {cpu_s:.1f} s, most memory {peak / 1e6:.0f} MB; "
        f"{spent_s.total():.0f} s of CPU in {time.monotonic() - began_s:.0f} s"
    )
    print(
        f"faults: {sum(faults.values())}"
        + "".join(f", {count} {kind}" for kind, count in faults.most_common())
    )
    return 1 if faults else 0


def _show(seed: int, number: int, work: Path) -> int:
    _begin()
    given = input_of(seed, number)
    print(f"{given.kind}: apanim {' '.join(map(repr, given.arguments))}")
    verdict = tried(given, work / f"{number}")
    for name, content in {**given.files, **given.assets}.items():
        print(f"---- {name}\n{content[:3000].decode('utf-8', 'backslashreplace')}")
    print(f"----\n{verdict.said}\n{verdict}")
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main())
