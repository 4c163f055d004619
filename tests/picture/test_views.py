"""A scene is drawn by a view that can: another one is refused in a line that names those that can."""

import subprocess
import sys
from dataclasses import replace

import pytest
from made import MadeTape, full_timeline

from apanim.errors import UserError
from apanim.picture.frame import frame

SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("odd", title="An odd view")


@scene.script
def script(s):
    s.{actor}
    s.wait(0.5)
"""


@pytest.mark.parametrize("name", ["axon", "neuron", "none such", ""])
def test_a_patch_is_drawn_by_the_membranes_view_alone(name):
    with pytest.raises(UserError, match=f"view='{name}' .*; use 'membrane' or 'box'$"):
        frame(replace(full_timeline(), view=name), MadeTape(), 0)


@pytest.mark.parametrize(
    ("actor", "fits"),
    [
        ("neuron(view='membrane')", "neuron"),
        ("axon(view='neuron')", "axon' or 'race"),
        ("membrane(TEXTBOOK, view='dail')", "membrane' or 'box"),
    ],
)
@pytest.mark.parametrize("command", ["check", "still"])
def test_a_command_tells_it(tmp_path, actor, fits, command):
    (tmp_path / "odd.py").write_text(SCENE.replace("{actor}", actor))
    words = [command, "odd.py", "--voice", "silent", *(["-o", "x.png"] if command == "still" else [])]
    run = subprocess.run(
        [sys.executable, "-m", "apanim", *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert run.stderr.strip().splitlines()[-1].startswith("apanim: scene 'odd': view=")
    assert run.stderr.strip().endswith(f"; use '{fits}'")
