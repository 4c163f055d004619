"""The one road by which mistakes leave: whatever goes wrong is a line; `--debug` shows its traceback."""

import os
import signal
import subprocess
import sys

import pytest
from command import apanim
from helpers import write_scene

from apanim.road import one_line

SILENT = ("--voice", "silent")
RAISED = {
    "raise GeneratorExit": "GeneratorExit",
    "raise BaseException('x')": "BaseException: x",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "import sys; sys.exit(3)": "SystemExit: 3; a script only tells its scene",
    "f = lambda: f(); f()": "it calls itself again and again",
    "raise MemoryError": "not memory enough",
    "raise type('Odd', (Exception,), {'__str__': lambda self: 1 / 0})()": "Odd",
    "import threading; threading.Thread(target=lambda: 1 / 0).start()": "ZeroDivisionError: division",
    "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start()": "begun a thread",
    "scene.name = 10**5000": "a name is needed",
    "yield": "there is a yield in the script",
    "import os; os.chdir('/'); 1 / 0": "ZeroDivisionError: division by zero",
    "import sys; sys.path.clear(); sys.modules.clear(); 1 / 0": "ZeroDivisionError: division by zero",
    "with s.slow(1000): s.wait(600)": "use a slower clock",
    "raise Exception('x' * 70_000)": "Exception: xxx",
    r"raise Exception('a\nb\x1b[2J\ud800')": r"a b\x1b[2J\ud800",
}  # fmt: skip


@pytest.mark.parametrize("code", RAISED)
def test_whatever_a_script_does_is_a_line_of_its_authors(tmp_path, code):
    write_scene(tmp_path, f"{code}\ns.say('hello')")
    run = apanim(tmp_path, "check", "small.py")
    assert run.returncode == 2, run.stderr
    *progress, line = run.stderr.splitlines()
    assert all(one.startswith("reading the script: ") for one in progress)
    assert line.startswith("apanim: small.py")
    assert RAISED[code] in line
    assert line.isprintable()
    assert len(line) < 600


def test_debug_shows_the_traceback_wherever_it_stands(tmp_path):
    write_scene(tmp_path, "1 / 0")
    for arguments in (("--debug", "check", "small.py"), ("check", "small.py", "--debug")):
        run = apanim(tmp_path, *arguments)
        assert run.returncode == 2
        assert 'small.py", line 11, in script' in run.stderr
        assert run.stderr.splitlines()[-1] == "apanim: small.py:11: ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rendr",), "no such command 'rendr'. Did you mean 'render'?"),
        (("render", "--fsp", "30"), "render: no such option: --fsp"),
        (("render", "--fps", "many"), "render: invalid value for '--fps'"),
        (("batch",), "batch: missing argument"),
        (("check", "a", "b"), "check: got unexpected extra argument"),
    ],
)
def test_a_wrong_command_line_is_a_line_too(tmp_path, arguments, told):
    run = apanim(tmp_path, *arguments)
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"apanim: {told}")
    assert line.endswith("--help shows what there is")


def test_what_a_terminal_cannot_print_is_printed_as_a_number(tmp_path):
    write_scene(tmp_path, 's.say("hello")')
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "apanim", "script", "small.py", "-o", "Na⁺.md"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=300)
    assert (run.returncode, run.stdout) == (0, b"Na\\u207a.md\n"), run.stderr
    assert (tmp_path / "Na⁺.md").is_file()


def test_warnings_as_errors_change_nothing(tmp_path):
    environment = os.environ | {"PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "apanim", "still", "--at", "x"]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 2
    assert run.stderr.startswith("apanim: --at x: not a time")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="has no /dev/full")
def test_standard_output_that_is_full_is_told(tmp_path):
    command = [sys.executable, "-m", "apanim", "--version"]
    with open("/dev/full", "w") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300)
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert line.startswith("apanim: ")


def test_a_script_without_end_is_told_of_and_can_be_stopped(tmp_path):
    write_scene(tmp_path, "while True: pass")
    command = [sys.executable, "-m", "apanim", "check", "small.py"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    told = process.stderr.readline()  # which comes after a while
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=300)[1]
    assert told.startswith("reading the script: ")
    assert told.endswith(", at small.py:11\n")
    assert (process.returncode, rest) == (130, "apanim: stopped; nothing half-made is left behind\n")


def test_a_line_is_one_and_short():
    assert one_line("a\nb\x1b[31m\u202e") == r"a b\x1b[31m\u202e"
    assert one_line("Na⁺ \u202f ν") == "Na⁺   ν"
    assert len(one_line("word " * 10_000)) < 600
    assert one_line(f"--at {'9' * 5000}: not a time").endswith(": not a time")
