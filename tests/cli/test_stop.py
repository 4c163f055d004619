"""Ctrl-C, SIGTERM and SIGHUP end a command quietly, at any instant, and leave nothing half-made."""

import os
import signal
import subprocess
import sys
import uuid
from contextlib import suppress

import pytest
from helpers import write_scene

from apanim import stop
from apanim.export.progress import Report
from apanim.export.segments.work import SegmentStore

HELLO = 's.say("hello")'
SIGNALS = [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)]
MODULES = ["typer", "numpy", "scipy.special", "apanim.script.programme"]
# Sends itself the signal when `module` is about to be imported.
_AMID_IMPORTS = """
import os, sys
module, number, *words = sys.argv[1:]
class Stopper:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), int(number))
sys.meta_path.insert(0, Stopper())
from apanim.__main__ import main
sys.argv = ["apanim", *words]
main()
"""


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("number", SIGNALS)
def test_a_stop_amid_imports_is_one_quiet_line(module, number, tmp_path):
    write_scene(tmp_path, HELLO)
    words = ("still", "small.py", "--voice", "silent")
    command = [sys.executable, "-c", _AMID_IMPORTS, module, str(int(number)), *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (done.stderr, done.returncode) == (f"{stop.MESSAGE}\n", 128 + number)
    assert not (tmp_path / "still.png").exists()


def test_a_stop_that_is_swallowed_is_heeded_at_the_next_step(monkeypatch):
    monkeypatch.setattr(stop, "_came", [])
    stop.insist()
    with suppress(stop.Stopped):
        stop.interrupt(signal.SIGTERM, None)
    assert stop.came() == 128 + signal.SIGTERM
    with Report("working", "steps") as report, pytest.raises(stop.Stopped):
        report(1, 2)


def test_a_stop_unwinds_only_where_something_is_half_made(monkeypatch):
    found = signal.getsignal(signal.SIGTERM)
    try:
        signal.signal(signal.SIGTERM, stop.leave)
        with stop.unwinding():
            assert signal.getsignal(signal.SIGTERM) is stop.interrupt
            with stop.unwinding():
                assert signal.getsignal(signal.SIGTERM) is stop.interrupt
            assert signal.getsignal(signal.SIGTERM) is stop.interrupt
        assert signal.getsignal(signal.SIGTERM) is stop.leave
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with stop.unwinding():
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, found)


# What swallows exceptions: numpy asks a thing what it is, finalisers have nobody to tell, somebody means
# well. Each is struck amid; then 20 s of CPU pass, or the stop comes through.
_SWALLOWING = """
import os, signal, sys, time
import numpy as np
from apanim import stop
from apanim.cli.command import main, app
number, amid = int(sys.argv[1]), sys.argv[2]
strike = lambda: os.kill(os.getpid(), number)
class Member:
    def __getattr__(self, name):
        strike()
        raise AttributeError(name)
class Final:
    def __del__(self):
        strike()
def amid_numpy():
    np.zeros(3) == Member()
def amid_a_finaliser():
    Final()
def amid_good_intentions():
    try:
        strike()
    except BaseException:
        pass
def amid_a_generator():
    def steps():
        try:
            yield
        finally:
            strike()
    next(steps())
way = globals()[amid]
@app.command(name="linger")
def linger():
    with stop.unwinding():
        way()
        while time.process_time() < 20:
            pass
sys.argv = ["apanim", "linger"]
main()
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no timer that interrupts")
@pytest.mark.parametrize("amid", ["numpy", "a_finaliser", "good_intentions", "a_generator"])
def test_a_stop_that_is_swallowed_comes_again(amid):
    number = signal.SIGTERM
    command = [sys.executable, "-c", _SWALLOWING, f"{int(number)}", f"amid_{amid}"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stderr, done.returncode) == (f"{stop.MESSAGE}\n", 128 + number)


def test_a_stop_does_not_disturb_what_another_takes_away(monkeypatch):
    monkeypatch.setattr(stop, "_came", [])
    found, cleared = signal.signal(signal.SIGTERM, stop.interrupt), []

    def making():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGTERM)
            cleared.append("all")

    try:
        with pytest.raises(stop.Stopped):
            making()
    finally:
        signal.signal(signal.SIGTERM, found)
    assert cleared == ["all"]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        *((number, "a.mp4") for number in SIGNALS),
        *((signal.SIGTERM, n) for n in ("a.gif", "a.png", "new/")),
    ],
)
def test_a_render_that_is_stopped_leaves_nothing(tmp_path, number, name):
    write_scene(tmp_path, f's.title("{uuid.uuid4()}", tag="T"); {HELLO}')  # no segment of it is kept
    (tmp_path / "out").mkdir()
    command = [
        sys.executable,
        "-m",
        "apanim",
        "render",
        "small.py",
        "-o",
        f"out/{name}",
        "--voice",
        "silent",
    ]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    growing = SegmentStore().folder if name == "a.mp4" else tmp_path / "out"
    while not list(growing.glob(f".*.{process.pid}.part")):
        assert process.poll() is None
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    *_, last = told.splitlines()  # before it maybe how far it has come
    assert (last, process.returncode) == (stop.MESSAGE, 128 + number)
    assert not list((tmp_path / "out").iterdir())
    assert not list(growing.glob(f".*.{process.pid}.part"))


def test_a_signal_that_is_ignored_stays_so():
    """As `nohup` leaves them."""
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)" + _AMID_IMPORTS
    command = [sys.executable, "-c", ignoring, "typer", str(int(signal.SIGHUP)), "nothing"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "no such command 'nothing'" in done.stderr  # so it ran on


def test_a_stop_that_is_held_off_takes_effect_at_the_end():
    said = []

    def short():
        with stop.held_off():
            os.kill(os.getpid(), signal.SIGINT)
            said.append("whole")
        said.append("not reached")

    with pytest.raises(KeyboardInterrupt):
        short()
    assert said == ["whole"]
