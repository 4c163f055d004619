"""What benchmarks find, as a table: `--page FILE` writes it as a page, with machine and versions."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import av
import pytest

HEAD = """# Benchmarks

Ratios within one run, by CPU time where nothing else is said, so that they hold on a machine that does
other work too. One command writes this page:

    python -m pytest -m benchmark -n 0 tests/benchmarks --page docs/benchmarks.md

With `APANIM_PEERS` it also measures what Manim Community and matplotlib take for a film of the same ions,
as plain dots, and the same curve. It is the Python of an environment that holds
`tests/benchmarks/peers/requirements.txt`; on Debian Manim is built with `libcairo2-dev` and
`libpango1.0-dev`, and matplotlib writes films by `ffmpeg`:

    python3 -m venv peers
    peers/bin/pip install -r tests/benchmarks/peers/requirements.txt
    export APANIM_PEERS=$PWD/peers/bin/python
"""
PACKAGES = (
    "numpy",
    "scipy",
    "numba",
    "llvmlite",
    "pillow",
    "resvg",
    "pygame-ce",
    "av",
    "neuron",
    "distributed",
)


class Row(NamedTuple):
    """One line of the table."""

    what: str
    ratio: float
    bound: str  # what the benchmark holds it to
    told: str  # the figures that it is made of


ROWS = pytest.StashKey[list[Row]]()
PEERS = pytest.StashKey[dict[str, str]]()


def pytest_addoption(parser):
    parser.addoption("--page", type=Path, help="write the table of all ratios into this Markdown file")


def pytest_configure(config):
    config.stash[ROWS], config.stash[PEERS] = [], {}


@pytest.fixture
def ratio(request):
    """`ratio(what, value, bound, told)` puts a line into the table."""
    return lambda *cells: request.config.stash[ROWS].append(Row(*cells))


@pytest.fixture
def peers(request):
    """The versions of what stands beside apanim in the table, by name, to be filled in."""
    return request.config.stash[PEERS]


def pytest_terminal_summary(terminalreporter, config):
    if rows := config.stash[ROWS]:
        text = "\n".join(table(rows))
        terminalreporter.write_line(f"\n{text}")
        if page := config.getoption("--page"):
            page.write_text(f"{HEAD}\n{text}\n\n{surroundings(config.stash[PEERS])}\n", encoding="utf-8")


def table(rows):
    yield "| what | ratio | held to | of |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {row.what} | {row.ratio:.3g} | {row.bound} | {row.told} |"


def surroundings(peers):
    """Machine, systems and versions, as text."""
    models = re.findall(r"^model name\s*: (.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    total_kB = int((re.findall(r"^MemTotal:\s*(\d+)", _read("/proc/meminfo"), re.MULTILINE) or ["0"])[0])
    machine = [*models[:1], platform.machine(), f"{os.cpu_count()} cores", f"{total_kB / 2**20:.0f} GiB"]
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    busy = f"{os.getloadavg()[2]:.1f} processes at work" if hasattr(os, "getloadavg") else ""
    versions = {"Python": platform.python_version()}
    versions["libavcodec"] = ".".join(map(str, av.library_versions["libavcodec"]))
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    told = ", ".join(f"{name} {number}" for name, number in (versions | peers).items())
    where = ", ".join(filter(None, [*machine, system, busy]))
    return f"Measured on {datetime.now(UTC):%-d %B %Y}: {where}.\n\n{told}."


def _read(path):
    try:
        return Path(path).read_text()
    except OSError:
        return ""
