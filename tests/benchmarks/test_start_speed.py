"""How soon a command answers: CPU seconds of a process, warm and cold."""

import os
import resource
import subprocess
import sys

import pytest

COMMANDS = {
    "help": ("--help",),
    "a refused time": ("still", "--at", "nan"),
    "a refused voice": ("render", "--voice", "habiri"),
    "list": ("list",),
    "check": ("check",),
    "a still of the lecture": ("still", "--at", "60", "-o", "still.png"),
}
AT_MOST_S = {"help": 0.3, "a refused time": 0.5, "a refused voice": 0.5, "a still of the lecture": 2.0}


def cpu_s(folder, cache, *words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "apanim", *words], cwd=folder, capture_output=True, check=False,
        env={**os.environ, "APANIM_CACHE": str(cache)},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.benchmark
def test_a_command_answers_soon(tmp_path, ratio):
    cold, warm = ({name: cpu_s(tmp_path, tmp_path / "cache", *words) for name, words in COMMANDS.items()}
                  for _ in range(2))  # fmt: skip
    for name in COMMANDS:
        at_most_s = AT_MOST_S.get(name)
        bound = f"≤ {at_most_s:g} s again" if at_most_s else ""
        told = f"CPU s: {cold[name]:.2f} with nothing kept, {warm[name]:.2f} again"
        ratio(f"`{name}`, again over at first", warm[name] / cold[name], bound, told)
    assert {name: s for name, s in AT_MOST_S.items() if warm[name] > s} == {}
