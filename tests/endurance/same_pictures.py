"""Whether scenes are painted alike by every interpreter, order of hashes, number of threads and cache.

    python tests/endurance/same_pictures.py [--python PATH ...] [SCENE ...]

`--python` adds an interpreter in whose environment apanim is installed. Each condition begins with an empty
cache, but for those that say otherwise. Ends with 1 if a picture differs; tapes and timelines that differ
are counted.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAINTED = Path(__file__).with_name("painted.py")
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
VERSIONS = """
import sys, numpy, scipy, numba, pygame
print(f"Python {sys.version.split()[0]}, numpy {numpy.__version__}, scipy {scipy.__version__}, "
      f"numba {numba.__version__}, pygame-ce {pygame.version.ver}")
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("scenes", nargs="*")
    asked.add_argument("--python", action="append", default=[])
    given = asked.parse_args()
    first: dict[str, str] = {}
    worst = 0
    for number, python in enumerate([sys.executable, *given.python]):
        print(_output([python, "-c", VERSIONS], {}).splitlines()[-1], flush=True)
        with tempfile.TemporaryDirectory() as folder:
            for told, extra, keep in _conditions(every=number == 0):
                _empty_but(Path(folder), keep)
                began_s = time.monotonic()
                lines = _output(
                    [python, str(PAINTED), *given.scenes], {"APANIM_CACHE": folder} | extra
                ).splitlines()
                found = dict(line.rsplit(" ", 1) for line in lines)
                first = first or found
                other = [name for name in first if found.get(name) != first[name]]
                stills = sum(" still " in name for name in first)
                wrong = [name for name in other if " still " in name]
                worst = max(worst, len(wrong))
                took_s = time.monotonic() - began_s
                print(f"  {told}: {stills - len(wrong)} of {stills} stills the same ({took_s:.0f} s)")
                print("".join(f"    {name} differs\n" for name in other), end="", flush=True)
    sys.exit(1 if worst else 0)


def _conditions(every: bool):
    """Its name, the environment, and the kinds of cache that are kept from the one before (None: all)."""
    yield "nothing kept", {"PYTHONHASHSEED": "0"}, ()
    if every:
        yield "another order of hashes, all kept", {"PYTHONHASHSEED": "4242"}, None
        yield "another order of hashes, nothing kept", {"PYTHONHASHSEED": "4242"}, ()
        yield "one thread, machine code kept", ONE_THREAD, ("loops",)


def _empty_but(folder: Path, kept: tuple[str, ...] | None) -> None:
    for kind in folder.iterdir():
        if kept is not None and kind.name not in kept:
            shutil.rmtree(kind)


def _output(command: list[str], extra: dict[str, str]) -> str:
    usual = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    done = subprocess.run(command, env=usual | extra, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    main()
