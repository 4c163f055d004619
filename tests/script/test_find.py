"""A scene file is read as Python reads a module: with dataclasses, and with modules beside it."""

import pytest
from helpers import HEAD, compiled, write_scene

from apanim.errors import UserError
from apanim.script.find import load

DOSE = """from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Dose:
    strength: float = 1.3

"""


def test_a_scene_may_define_a_dataclass(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.HEAD", DOSE + HEAD.lstrip())
    shown = compiled(tmp_path, "s.stimulate(patch, Dose().strength * THRESHOLD)\ns.wait(1)")
    assert len(shown.plan.protocol.pulses) == 1


@pytest.mark.parametrize("where", ["at the top", "in the script"])
def test_each_scene_imports_the_module_beside_it(tmp_path, monkeypatch, where):
    monkeypatch.chdir(tmp_path.parent)
    top, inside = (HEAD, "from strengths import MANY\n") if where != "at the top" else (
        "from strengths import MANY\n" + HEAD.lstrip(), ""
    )  # fmt: skip
    monkeypatch.setattr("helpers.HEAD", top)
    for many in (1, 2):
        folder = tmp_path / str(many)
        folder.mkdir()
        (folder / "strengths.py").write_text(f"MANY = {many}\n")
        body = inside + "for _ in range(MANY):\n    s.stimulate(patch, 0.1 * THRESHOLD)\n    s.wait(1)"
        assert len(compiled(folder, body).plan.protocol.pulses) == many


def test_a_module_that_is_not_there_is_told_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.HEAD", "import nowhere_at_all\n" + HEAD.lstrip())
    with pytest.raises(UserError, match=r"small.py:1: ModuleNotFoundError"):
        load(write_scene(tmp_path, "s.wait(1)"))
