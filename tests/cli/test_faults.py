"""What a machine does to a command: processes that stand still, clocks that leap, too few file handles,
too little memory, a full standard output, a screen that goes. CONTRIBUTING.md tells all that is tried."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from helpers import write_scene
from person import virtual_screen
from small_film import fresh_cache

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and signals as Linux has them")
FILM = ("render", "small.py", "-o", "a.mp4", "--voice", "silent", "--size", "320x180", "--fps", "10",
        "--to", "1", "--quiet")  # fmt: skip
STILL = ("still", "small.py", "-o", "a.png", "--voice", "silent", "--size", "320x180")
PATIENCE_S = 120
# Runs a command after a line of Python.
_AFTER = """
import sys
exec(sys.argv.pop(1))
from apanim.__main__ import main
main()
"""


def begun(folder, words, before="", **more):
    """`apanim WORDS` in `folder`, after the line `before`."""
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | more.pop("env", {})
    return subprocess.Popen(
        [sys.executable, "-c", _AFTER, before, *words], cwd=folder, env=environment, text=True,
        stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def ended(process):
    """Its exit code and what it said on standard error."""
    _, told = process.communicate(timeout=PATIENCE_S)
    return process.returncode, told


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a scene and the film of it, made in peace; all but its segments is kept."""
    folder = tmp_path_factory.mktemp("made")
    write_scene(folder, 's.title("Faults", tag="T"); s.say("hello")')
    assert ended(begun(folder, FILM)) == (0, "")
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    """The scene in a folder of its own, and a cache without the film's segments."""
    monkeypatch.setenv("APANIM_CACHE", str(fresh_cache(tmp_path / "cache")))
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(made / "small.py", own)
    shutil.copytree(made / "narration", own / "narration")
    return own


def left_in(folder):
    """The files that are neither the scene's nor the interpreter's."""
    return {path.name for path in folder.iterdir()} - {"small.py", "narration", "__pycache__"}


def test_a_render_that_stands_still_for_a_while_ends_as_any(made, folder):
    """As by Ctrl-Z and fg, or a lid that is shut."""
    process = begun(folder, (*FILM, "--workers", "1"), start_new_session=True)
    growing = folder.parent / "cache" / "segments"
    while not list(growing.glob(".*.part")):
        assert process.poll() is None
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(0.5)
    assert left_in(folder) == set()
    os.killpg(process.pid, signal.SIGCONT)
    assert ended(process) == (0, "")
    assert (folder / "a.mp4").read_bytes() == (made / "a.mp4").read_bytes()


@pytest.mark.parametrize("leap_s", [-40 * 365 * 86400, 40 * 365 * 86400])
def test_a_clock_that_leaps_to_and_fro_changes_nothing(made, folder, leap_s):
    leaps = (
        "import time, itertools; real, at = time.time, itertools.count(); "
        f"time.time = lambda: real() + {leap_s} * (next(at) % 3)"
    )
    assert ended(begun(folder, FILM, leaps)) == (0, "")
    assert (folder / "a.mp4").read_bytes() == (made / "a.mp4").read_bytes()


@pytest.mark.parametrize("handles", [4, 5, 12])
def test_with_few_file_handles_it_works_or_says_so(made, folder, handles):
    few = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({handles}, {handles}))"
    code, told = ended(begun(folder, FILM, few))
    assert "Traceback" not in told
    if code == 0:
        assert (folder / "a.mp4").read_bytes() == (made / "a.mp4").read_bytes()
    else:
        assert handles < 12
        assert (code, told.count("\n"), left_in(folder)) == (1, 1, set()), told
        assert "no more files" in told


@pytest.mark.parametrize("memory_MB", [200, 350, 400, 600])
def test_with_little_memory_it_works_or_says_so(folder, memory_MB):
    little = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({memory_MB << 20}, {memory_MB << 20}))"
    )
    code, told = ended(begun(folder, STILL, little))
    if code == 0:
        assert left_in(folder) == {"a.png"}
    else:
        assert (code, told.count("\n"), left_in(folder)) == (1, 1, set()), told
        assert "not memory enough" in told


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("memory_MB", [700, 800, 900])
def test_an_encoder_with_little_memory_works_or_says_so(folder, memory_MB, workers):
    """x264 tells no reason when it has no memory for its threads; of other memory it says a line itself."""
    little = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({memory_MB << 20}, {memory_MB << 20}))"
    )
    code, told = ended(begun(folder, (*FILM, "--size", "1280x720", "--workers", f"{workers}"), little))
    if code == 0:
        assert left_in(folder) == {"a.mp4"}
    else:
        *before, told = told.splitlines()
        assert (code, left_in(folder)) == (1, set()), told
        assert all(line.startswith("x264 [error]: malloc") for line in before)
        assert "memory enough" in told
        assert "fault of apanim's own" not in told


def test_a_full_standard_output_is_one_line(folder):
    with open("/dev/full", "w") as full:
        code, told = ended(begun(folder, ("check", "small.py", "--voice", "silent"), stdout=full))
    assert (code, told) == (1, "apanim: [Errno 28] No space left on device\n")


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb (Debian: xvfb)")
def test_a_screen_that_goes_ends_the_window_with_a_line(folder, tmp_path):
    with virtual_screen((640, 480)) as screen:
        window = {"DISPLAY": screen.display, "SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": "dummy",
                  "APANIM_CONFIG": str(tmp_path / "settings")}  # fmt: skip
        process = begun(
            folder, ("play", "small.py", "--voice", "silent"), env=window, start_new_session=True
        )
        while not screen.see().any():
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)
    assert ended(process) == (1, "apanim: the screen that the window was on has gone\n")
    ends_s = time.monotonic() + PATIENCE_S
    while _in_session(process.pid):
        assert time.monotonic() < ends_s, "its processes go on"
        time.sleep(0.1)


def _in_session(leader):
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True
