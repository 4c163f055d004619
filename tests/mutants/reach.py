"""Which tests plausibly reach a module: those that mirror it first, then wider ones."""

import re
from functools import cached_property
from pathlib import Path

_ELSEWHERE = ("hostile", "damaged", "mutants", "benchmarks", "endurance", "docs", "window")


class Reach:
    """The tests of a tree by the module that they try."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def of(self, file: str) -> list[str]:
        """Test files in the order in which they are worth trying, from the tree's root."""
        mirror, stem, tests = self._mirror(file), Path(file).stem, self._root / "tests"
        users = [other for other, text in self._code.items() if _imports(text, file)]
        room = tests / Path(file).parts[1]
        named = [one for one in self._tests if stem in one.stem and room in one.parents]
        direct = [one for one, text in self._tests.items() if _imports(text, file)]
        of_users = [one for one, text in self._tests.items() if any(_imports(text, user) for user in users)]
        for user in users:
            of_users += [one for one in self._mirror(user).glob("test_*.py") if Path(user).stem in one.stem]
        of_users.sort(key=lambda one: (-_shared(one, mirror), one))
        golden, own, above = (
            sorted(one.glob("test_*.py")) for one in (tests / "golden", mirror, mirror.parent)
        )
        every = dict.fromkeys(
            [*named, *direct, *golden, *own, *of_users, *(above if mirror != room else [])]
        )
        return [one.relative_to(self._root).as_posix() for one in every if one in self._tests]

    def _mirror(self, file: str) -> Path:
        """The folder of tests that mirrors a module's, or the nearest above it that is there."""
        folder = self._root / "tests" / Path(file).parent.relative_to("apanim")
        while not any(folder.glob("test_*.py")):
            folder = folder.parent
        return folder

    @cached_property
    def _tests(self) -> dict[Path, str]:
        tests = self._root / "tests"
        files = sorted(tests.rglob("test_*.py"))
        return {
            one: one.read_text("utf-8")
            for one in files
            if one.relative_to(tests).parts[0] not in _ELSEWHERE
        }

    @cached_property
    def _code(self) -> dict[str, str]:
        files = sorted((self._root / "apanim").rglob("*.py"))
        return {one.relative_to(self._root).as_posix(): one.read_text("utf-8") for one in files}


def _imports(text: str, file: str) -> bool:
    """Whether a text names the module of a file, as `a.b.c` or as `from a.b import c`."""
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    room, _, name = module.rpartition(".")
    full, above = re.escape(module), re.escape(room)
    ways = rf"^\s*(from {full} import|import {full}\b|from {above} import [^\n]*\b{name}\b)"
    return re.search(ways, text, re.MULTILINE) is not None


def _shared(test: Path, mirror: Path) -> int:
    return sum(a == b for a, b in zip(test.parts, mirror.parts, strict=False))
