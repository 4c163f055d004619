"""What is an author's own beside scenes: a folder that is laid over apanim's (`--with`), whether it holds
anything and what of it does nothing; and a membrane set, by its file and name."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue_reader import Reader
from apanim.script.folders import LESSON, THEME

if TYPE_CHECKING:
    from apanim.physics.sets import MembraneSet

_HOLDS = ("*.py", "*.toml", "narration/*.toml", f"*/{LESSON}", "*/narration/*.toml")


def check_folder(named: str) -> Path:
    """The folder itself. Raises UserError where there is none, or nothing in it to be laid over."""
    folder = Path(named)
    if not folder.is_dir():
        if "=" in named:
            raise UserError(f"--with {named}: it names a folder; another membrane is --membrane {named}")
        made = f"apanim new {named.rstrip('/')}/ makes one"
        raise UserError(f"--with {named}: there is no such folder; {made}")
    if not any(True for pattern in _HOLDS for _ in folder.glob(pattern)):
        holds = f"scenes (.py), narration/, an order (lecture.toml) or {THEME}"
        raise UserError(f"--with {named}: nothing in it is apanim's; it holds {holds}")
    return folder


def unsaid(folder: Path) -> list[str]:
    """A line for each file of words in `folder` with sentences that no scene says. Raises UserError."""
    scripts = "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in _of_apanim_and(folder, "*.py")
    )
    told = []
    for path in sorted({*folder.glob("narration/*.toml"), *folder.glob("*/narration/*.toml")}):
        names = Reader.open(path).table(("cues",))
        if lost := [name for name in names if f'"{name}"' not in scripts and f"'{name}'" not in scripts]:
            theirs = {name for own in _of_apanim_and(folder, "narration/en.toml") if own != path
                      for name in Reader.open(own).table(("cues",))}  # fmt: skip
            close = difflib.get_close_matches(lost[0], theirs, 1)
            meant = f"; did you mean '{close[0]}'?" if close else ""
            told.append(f"{path}: no scene says {', '.join(lost)}{meant}")
    return told


def load_set(spec: str) -> "MembraneSet":
    """The set that "FILE.py:NAME" names, or the only one that FILE.py makes. Raises UserError for none."""
    from apanim.physics.report import SETS  # 0.3 s of imports, which a look at a folder need not wait for
    from apanim.physics.sets import MembraneSet
    from apanim.script.find import module_in

    file, _, rest = spec.partition(".py")
    path, name = Path(f"{file}.py"), rest.removeprefix(":")
    if not path.is_file():
        raise UserError(f"{path}: no such file; give FILE.py:NAME of a membrane set of your own")
    named = {
        key: one for key, one in vars(module_in(path.resolve())).items() if isinstance(one, MembraneSet)
    }
    own = {key: one for key, one in named.items() if one not in SETS.values()}
    if not name and len(own) == 1:
        return next(iter(own.values()))
    if name in named:
        return named[name]
    there = (
        f"it has {', '.join(named)}" if named else "it has none; write one as NAME = replace(TEXTBOOK, ...)"
    )
    raise UserError(f"{path}: which membrane set? {there}; give {path}:NAME")


def _of_apanim_and(folder: Path, pattern: str) -> Iterator[Path]:
    for root in (scenes_dir(), folder):
        yield from root.glob(pattern)
        yield from root.glob(f"*/{pattern}")
