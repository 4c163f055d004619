"""Processes of the program's own: what comes out of them."""

import subprocess
import sys

import pytest

_SPAWNS = (
    "from apanim import road, spawn; road.prepare(); spawn.spawned('child', {target}, {word!r}).join()"
)


@pytest.mark.parametrize(
    ("target", "word", "said"),
    [
        ("print", "hello", "hello\n"),
        ("print", "\udcff", "\udcff\n"),  # a byte of a file's name, as it is
        ("exec", "import warnings; warnings.warn('oh')", ""),
        ("exec", "async def f(): pass\nf()", ""),
        ("exec", "class C:\n    def __del__(self): 1 / 0\nC()",
         "apanim: <string>:2: ZeroDivisionError: division by zero, on the way out of something\n"),
    ],
)  # fmt: skip
def test_what_a_child_says_comes_out_as_its_parents_does(target, word, said):
    done = subprocess.run(
        [sys.executable, "-c", _SPAWNS.format(target=target, word=word)], capture_output=True, check=True
    )
    assert (done.stdout + done.stderr).decode("utf-8", "surrogateescape") == said
