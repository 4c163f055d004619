"""A membrane set of an author's own, by its file and name."""

from pathlib import Path

from apanim.errors import UserError
from apanim.physics.report import SETS
from apanim.physics.sets import MembraneSet
from apanim.script.find import module_in


def load_set(spec: str) -> MembraneSet:
    """The set that "FILE.py:NAME" names, or the only one that FILE.py makes. Raises UserError for none."""
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
