"""What `apanim lab` opens: a set at rest, an experiment that comes with it, or a person's own file.

A set-up as a file tells where a run begins, what is done to it when, and how long it is:

apanim = "lab"
version = 1
title = "Two pulses"      # optional
until_s = 20.0            # the run's own clock at its end

[start]
set = "membrane"          # at rest: "membrane", "neuron" or "axon"; the clock begins at 0
#  or an instant of a scene, whose clock goes on:
scene = "spike"           # its name, or the path of its .py file from here
at_s = 12.35
voice = "hibari"          # who speaks there: it sets the scene's pace
language = "en"
scene_is = "9f0c..."      # what the scene was like, so that a changed one is told
scene_ms = [3.1, 40.2]

[[do]]
at_s = 1.0
what = "stimulate"        # a command of the laboratory, with its numbers
times_threshold = 1.3
length_ms = 0.2

Times are seconds of the run's own clock, as the window shows it, and not model time: commands come at its
ticks (1/600 s), and one of them sets how much model time a second shows.
"""

import json
import re
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.lab.cards import SETS
from apanim.lab.commands import COMMANDS, Command
from apanim.lab.instants import Instant
from apanim.lab.keys import Keys
from apanim.lab.questions import RunQuestion, read_question
from apanim.narration.templates import nearest
from apanim.script.lecture import SETUP
from apanim.script.scene import LONGEST_NAME
from apanim.units import TICKS_PER_S, seconds, ticks

VERSION = 1
FOLDER = "lab"  # among the scenes: sets at rest, and experiments
LONGEST_S = 600.0  # of a run, from where it begins
USUAL_S = 10.0  # that a run lasts if its file does not say
MOST_COMMANDS = 1000
_BY_NAME = {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): kind for kind in COMMANDS}
_NAME_OF = {kind: name for name, kind in _BY_NAME.items()}
FREE_S = 600.0  # a set that is opened by its name has no plan, and goes on for so long


@dataclass(frozen=True)
class AtRest:
    """A run that begins with a set at rest, at tick 0 of its own clock."""

    set: str
    tick: int = 0

    @property
    def scene(self) -> str:
        """The file of the scene that shows it at rest."""
        return str(scenes_dir() / FOLDER / f"{self.set}.py")

    @property
    def voice(self) -> str:
        """Nobody speaks in it."""
        return "silent"


@dataclass(frozen=True)
class LabSetup:
    """Where a run begins, what is done to it at which ticks, in order, and the tick of its end.

    An experiment asks a question too.
    """

    name: str  # what files of it are called by
    start: AtRest | Instant
    commands: tuple[tuple[int, Command], ...]
    end_tick: int
    title: str = ""
    question: RunQuestion | None = None
    wheres: tuple[str, ...] = field(default=(), compare=False)  # of the commands, in their file

    def title_in(self, language: str) -> str:
        """What a person calls it: its question's title in `language`, or its own; "" if it has none."""
        return self.question.card(language).title if self.question else self.title

    def error(self, number: int, message: str) -> UserError:
        """A UserError about command `number`, with its place in the file; for the caller to raise."""
        return UserError(f"{self.wheres[number]}: {message}" if self.wheres else message)


def load_setup(path: Path) -> LabSetup:
    """The set-up in the file at `path`. Raises UserError with file, line and remedy for anything wrong."""
    keys = Keys.open(path)
    keys.known("apanim", "version", "title", "until_s", "start", "do", "experiment")
    keys.one_of("apanim", (SETUP,))
    if keys.number("version") != VERSION:
        raise keys.error(
            "version", f"version {keys.values['version']} is of another apanim; this one reads {VERSION}"
        )
    start = _start(keys.table("start"), path)
    first, end_tick = start.tick, start.tick + ticks(USUAL_S)
    if keys.has("until_s"):
        end_tick = keys.tick("until_s", first + 1, first + ticks(LONGEST_S))
    done = keys.tables("do")
    if len(done) > MOST_COMMANDS:
        raise keys.error("do", f"{len(done)} commands; use at most {MOST_COMMANDS}")
    read = sorted((_command(one, first, end_tick) for one in done), key=lambda one: one[0])
    commands = tuple((tick, command) for tick, command, _ in read)
    wheres = tuple(where for *_, where in read)
    name, question = path.stem[:LONGEST_NAME], None
    if keys.has("experiment"):
        question = read_question(keys.table("experiment"), name, first, end_tick)
    return LabSetup(name, start, commands, end_tick, keys.text("title", ""), question, wheres)


def setup_toml(setup: LabSetup, folder: Path) -> str:
    """The file of `setup`, as it lies in `folder`: reading it gives the same run, to the last bit.

    An experiment's question is left out: it is about the run as it was.
    """
    lines = [f'apanim = "{SETUP}"', f"version = {VERSION}"]
    if setup.title:
        lines.append(f"title = {_written(setup.title)}")
    lines += [f"until_s = {_time(setup.end_tick)}", "", "[start]"]
    if isinstance(setup.start, AtRest):
        lines.append(f"set = {_written(setup.start.set)}")
    else:
        lines += [f"{key} = {_written(value)}" for key, value in setup.start.keys(folder).items()]
    for tick, command in setup.commands:
        lines += ["", "[[do]]", f"at_s = {_time(tick)}", f'what = "{_NAME_OF[type(command)]}"']
        values = ((field.name, getattr(command, field.name)) for field in fields(command))
        lines += [f"{name} = {_written(value)}" for name, value in values if value not in (None, "")]
    return "\n".join(lines) + "\n"


def _start(keys: Keys, path: Path) -> AtRest | Instant:
    if keys.has("set") == keys.has("scene"):
        both = "both 'set' and 'scene'" if keys.has("set") else "neither 'set' nor 'scene'"
        raise keys.error("set" if keys.has("set") else "", f"{both}; a run begins with one of them")
    if keys.has("set"):
        return AtRest(keys.known("set").one_of("set", SETS))
    return Instant.read(keys, path)


def _command(keys: Keys, first_tick: int, end_tick: int) -> tuple[int, Command, str]:
    """Its tick, the command, and its place in the file."""
    tick = keys.tick("at_s", first_tick, end_tick)
    kind = _BY_NAME[keys.one_of("what", _BY_NAME)]
    named = {field.name: field for field in fields(kind)}
    keys.known("at_s", "what", *named)
    values: dict[str, Any] = {}
    for name, written in named.items():
        wants_words = "str" in str(written.type)
        if keys.has(name):
            values[name] = keys.text(name) if wants_words else keys.number(name)
        elif written.default is MISSING and "None" in str(written.type):
            values[name] = None
        elif written.default is MISSING:
            raise keys.error("", f"{keys.values['what']}: '{name}' is missing; add {name} = ...")
    try:
        return tick, kind(**values), keys.reader.where((*keys.path, "what"))
    except UserError as error:
        said = str(error)
        there = (name for name in values if keys.has(name))
        about = next((name for name in there if name in said or repr(values[name]) in said), "what")
        raise keys.error(about, said) from None


def _time(tick: int) -> str:
    """Seconds of a tick, with as many digits as tell it from its neighbours."""
    return f"{seconds(tick):.4f}".rstrip("0") + ("0" if tick % TICKS_PER_S == 0 else "")


def _written(value: object) -> str:
    """A value in TOML: text in quotes, numbers with all their digits."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(_written(one) for one in cast(tuple[object, ...], value))}]"
    return repr(float(value))  # type: ignore[arg-type]


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
