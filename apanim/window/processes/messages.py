"""What passes between the window and the renderer: frozen plain data, and nothing else.

The window asks; the renderer lists and paints into a slot of shared memory and answers with what is in the
slot. What the preparer tells both of them stands in `prepared.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.data import lay_over
from apanim.lab.cards import ExperimentCard
from apanim.picture.theme import Theme
from apanim.window.film import TimeMark

CLOSE = None  # what either process is told last
LECTURE = 0  # the run that is the lecture; other numbers are branches
FIRST_OPENED = 1  # the branch that a window opens with, where it does


@dataclass(frozen=True)
class Start:
    """What is played, and how it is to look: both children are started with it.

    `spec` names a scene, a lecture or their file; `text_scale` and `reduced_motion` are those of a `Look`.
    `opens`, if anything, is the set-up of the laboratory that is shown at once, as a branch of that scene
    (see `lab.experiments.find_setup`). `over` is the folder that is laid over apanim's, "" for none.
    """

    spec: str
    voice: str
    language: str
    theme: Theme | None = None
    text_scale: float = 1.0
    reduced_motion: bool = False
    opens: str = ""
    over: str = ""

    def lay(self) -> None:
        """Have that folder laid over in this process."""
        lay_over(Path(self.over) if self.over else None)


# ---- from the window to the renderer


@dataclass(frozen=True)
class Ask:
    """One picture, to be painted into `slot`. `generation` grows whenever older asks are void.

    It is due now, or some time `ahead`; what can be pointed at comes with it if it is `pointed` at.
    `selected`, `follow` and `ringed` name parts by the names of `Targets`; `panels` are those that are
    open, so that what they show is worked out only when someone looks.
    """

    serial: int
    generation: int
    slot: int
    run: int
    tick: int
    size: tuple[int, int]
    captions: bool
    selected: str = ""
    follow: bool = False
    ringed: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    ahead: bool = False
    pointed: bool = True


@dataclass(frozen=True)
class Fork:
    """ "Try it": a new branch `run` that begins at an instant of another run."""

    run: int
    of_run: int
    tick: int


@dataclass(frozen=True)
class Open:
    """A set-up of the laboratory, by what `lab.experiments.find_setup` finds, becomes the branch `run`."""

    run: int
    setup: str


@dataclass(frozen=True)
class Reveal:
    """What is the answer to the question of `run`? It is told once that has been lived to its end."""

    run: int


@dataclass(frozen=True)
class Do:
    """What the viewer does in a branch, a `lab` command; what lay beyond `tick` is dropped."""

    run: int
    tick: int
    command: Any


@dataclass(frozen=True)
class Forget:
    """A branch is no longer needed."""

    run: int


@dataclass(frozen=True)
class Save:
    """Write the run up to `tick` into `folder`: its set-up (TOML), its data (CSV) and its picture (PNG)."""

    run: int
    tick: int
    folder: str


# ---- from the renderer to the window


@dataclass(frozen=True)
class Curves:
    """Lines (k,) by the name of their quantity over model time (k,); `ghost` is the recorded course."""

    from_ms: float
    to_ms: float
    t_ms: NDArray[np.float32]
    lines: Mapping[str, NDArray[np.float32]]
    ghost_t_ms: NDArray[np.float32]
    ghost: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Readout:
    """What a run is at the instant of a picture.

    `values` are quantities by name (V_mV, g_Na, I_Na, E_Na, Na_out ...); `facts` are those of what is
    selected, label and text, and `strip` its history up to now, (model ms from which, state); `end_tick` is
    where the run ends so far; `status` says why a live run has stopped, or "". `settings` are what is in
    force, by the names of the lab's RANGES; `synapses` and `sections` may be named. `thing` is what the
    selected one is called; something becomes of it at `before_tick` and at `next_tick`. `events` are those
    of a branch, where they were looked for.
    """

    model_ms: float = 0.0
    ms_per_s: float = 0.0
    values: Mapping[str, float] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    strip: tuple[tuple[float, str], ...] = ()
    curves: Curves | None = None
    end_tick: int = 0
    status: str = ""
    branch: bool = False
    settings: Mapping[str, float] = field(default_factory=dict)
    view: str = "membrane"
    synapses: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    thing: str = ""
    before_tick: int | None = None
    next_tick: int | None = None
    events: tuple[TimeMark, ...] | None = None


@dataclass(frozen=True)
class PictureReady:
    """The picture of an `Ask` stands in its slot. `work_s` is what listing and painting it took."""

    ask: Ask
    work_s: float
    targets: Any = None  # what can be pointed at: picture.things.targets
    readout: Readout = Readout()


@dataclass(frozen=True)
class Failed:
    """There is no picture for an `Ask`, or something cannot be done; in a line, why."""

    text: str
    ask: Ask | None = None


@dataclass(frozen=True)
class Missing:
    """The beginning is not kept on disk: the renderer waits for the preparer."""


@dataclass(frozen=True)
class Opened:
    """The branch `run` is there: a set-up that begins at `first_tick` of its own clock.

    It is planned to `end_tick`, 0 for one that goes on as it likes. An experiment has a `card`.
    """

    run: int
    title: str
    first_tick: int
    end_tick: int
    card: ExperimentCard | None = None


@dataclass(frozen=True)
class Revealed:
    """The choice that is right by the run of an experiment, and the number that says so."""

    run: int
    choice: int
    value: float


@dataclass(frozen=True)
class Saved:
    """A run was written, under these names."""

    told: str
