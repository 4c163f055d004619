"""Mutants of a few lines: what is changed, what is let be, and whether tests tell one from the original."""

import ast
import shutil
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="bounds what a mutant may take")
from changes import mutants_of
from reach import Reach
from tree import Tree

ROOT = Path(__file__).resolve().parents[2]
SOURCE = b'''"""Doc 1."""
__all__ = ["f"]
Pair = tuple[int, 2]


def f(a: int = 3, b: "0 < 1" = None):
    """Doc 2."""
    if a < 4 and not b:
        raise ValueError(f"{a + 1} is no {5 * a}")
    print(a)
    return sorted(a[b:], reverse=True)
'''


def test_each_says_one_thing_otherwise_and_texts_for_people_stay():
    found = mutants_of("f.py", SOURCE)
    assert {(one.before, one.after) for one in found} == {
        ("3", "4"), ("a < 4", "a <= 4"), ("a < 4", "a > 4"), ("4", "5"), ("not b", "b"),
        ("a < 4 and (not b)", "a < 4 or not b"), ("print(a)", "pass"), ("True", "False"),
        ("return sorted(a[b:], reverse=True)", "return None"), ("b:", "b + 1:"),
        ("sorted(a[b:], reverse=True)", "sorted(a[b:])"),
    }  # fmt: skip
    for one in found:
        assert ast.dump(ast.parse(one.of(SOURCE))) != ast.dump(ast.parse(SOURCE)), one


def test_a_module_is_tried_by_its_own_tests_first():
    assert Reach(ROOT).of("apanim/script/actors/moments.py")[0] == "tests/script/actors/test_moments.py"
    assert Reach(ROOT).of("apanim/canvas/blit.py")[0] == "tests/canvas/test_blit.py"


def test_a_mutant_that_a_test_tells_is_killed_and_the_tree_is_as_it_was(tmp_path):
    tree = Tree(tmp_path / "tree", tmp_path / "kept")
    for name in ("apanim/units.py", "apanim/__init__.py"):
        (tree.root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree.root / name)
    test = "from apanim.units import TICKS_PER_S\n\n\ndef test_it():\n    assert TICKS_PER_S == 600\n"
    (tree.root / "test_units.py").write_text(test)
    source = (tree.root / "apanim/units.py").read_bytes()
    mutants = {one.before: one for one in mutants_of("apanim/units.py", source)}
    ends = [tree.tried(mutants[before], ["test_units.py"], 60.0) for before in ("600", "1000000")]
    assert [end.by for end in ends] == ["test_units.py (test_it)", None]
    assert (tree.root / "apanim/units.py").read_bytes() == source
