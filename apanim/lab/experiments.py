"""What `apanim lab` opens: a set at rest, an experiment that comes with it, or a person's own file."""

from pathlib import Path

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.lab.cards import SETS
from apanim.lab.file import FOLDER, AtRest, LabSetup, load_setup
from apanim.narration.templates import nearest
from apanim.script.scene import LONGEST_NAME
from apanim.units import ticks

FREE_S = 600.0  # a set that is opened by its name has no plan, and goes on for so long


def experiment_names() -> list[str]:
    """The experiments that come with apanim, by name."""
    return sorted(path.stem for path in (scenes_dir() / FOLDER).glob("*.toml"))


def find_setup(spec: str) -> LabSetup:
    """The set-up that `spec` names: a set, an experiment, or a .toml file. Raises UserError for none."""
    if spec.endswith(".toml"):
        return load_setup(Path(spec))
    if spec in SETS:
        return LabSetup(spec, AtRest(spec), (), ticks(FREE_S))
    if spec in experiment_names():
        return load_setup(scenes_dir() / FOLDER / f"{spec}.toml")
    remedy = nearest(spec, (*SETS, *experiment_names()), "there are")
    raise UserError(f"lab '{spec[:LONGEST_NAME]}': no set and no experiment of that name; {remedy}")
