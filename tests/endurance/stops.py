"""Stops renders at instants by chance, and counts the stops that were lost and what was left behind.

    python tests/endurance/stops.py [--times 100] [--seed 1]

Each is struck within the time that a whole one takes, by Ctrl-C, SIGTERM or SIGHUP in turn, and has to
leave with the signal's code, one line and no file within PATIENCE_S; or with the whole file, if it was
done.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from renders import SCENE

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NAMES = ("small.mp4", "small.gif", "frames/")
PATIENCE_S = 60.0
TOLD = "apanim: stopped; nothing half-made is left behind"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    for number in SIGNALS:  # in the background, or under nohup, they would be ignored
        signal.signal(number, signal.SIG_DFL)
    chance, wrong, whole = random.Random(given.seed), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["APANIM_CACHE"] = str(Path(folder, "cache"))
        began_s = time.monotonic()
        _begun(_scene(Path(folder, "first")), "small.mp4").communicate()
        took_s = time.monotonic() - began_s
        for number in range(given.times):
            name = NAMES[number % len(NAMES)]
            place = _scene(Path(folder, f"{number}"))
            before = _parts(Path(folder, "cache"))
            process = _begun(place, name)
            time.sleep(chance.uniform(0.15, took_s))
            process.send_signal(sign := SIGNALS[number // len(NAMES) % len(SIGNALS)])
            came = _outcome(process, sign, place, name)
            came = came or (
                ["parts are left in the cache"] if _parts(Path(folder, "cache")) - before else []
            )
            whole += came == ["whole"]
            if came not in ([], ["whole"]):
                wrong += 1
                print(f"{number}: {name}, {sign.name}: {'; '.join(came)}", flush=True)
    print(f"{given.times} stops: {wrong} lost or with something left, {whole} came when all was done")
    sys.exit(1 if wrong else 0)


def _scene(folder: Path) -> Path:
    """A folder with a scene of which nothing but its tape can be kept."""
    folder.mkdir()
    titled = SCENE.replace("    s.trace", f'    s.title("{uuid.uuid4()}", tag="T")\n    s.trace')
    (folder / "small.py").write_text(titled, encoding="utf-8")
    return folder


def _begun(folder: Path, name: str) -> subprocess.Popen[str]:
    words = ["render", "small.py", "-o", name, "--size", "320x180", "--voice", "silent", "--quiet"]
    return subprocess.Popen(
        [sys.executable, "-m", "apanim", *words], cwd=folder, stderr=subprocess.PIPE, text=True
    )


def _outcome(process: subprocess.Popen[str], sign: signal.Signals, folder: Path, name: str) -> list[str]:
    """What is wrong with how it ended; ["whole"] if it was done before."""
    try:
        _, told = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return ["it went on"]
    left = {path.name for path in folder.iterdir()} - {"small.py", "__pycache__"}
    if process.returncode in (0, 128 + sign, -sign) and left == {name.rstrip("/")}:
        return ["whole"]
    wrong = [f"left {left}"] if left else []
    if process.returncode not in (128 + sign, -sign):  # the latter before apanim's first line
        wrong.append(f"exit code {process.returncode}")
    if process.returncode > 0 and told != f"{TOLD}\n":
        wrong.append(f"said {told!r}")
    return wrong


def _parts(cache: Path) -> set[Path]:
    return set(cache.rglob(".*.part"))


if __name__ == "__main__":
    main()
