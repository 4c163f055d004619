"""What is plotted, as plain data: panels over model time, over V, and of ions in their numbers."""

from dataclasses import dataclass
from typing import Literal

from apanim.physics.cell import Geometry

__all__ = [
    "Band",
    "Beneath",
    "Geometry",
    "Ghost",
    "Ion",
    "Laid",
    "Note",
    "Place",
    "Plot",
    "Stimulus",
    "Train",
]

# Where a panel stands: V(t)'s corner, left of it, under it, both right ones, across the screen, or under
# the view, which then keeps to the upper part of the frame.
Place = Literal["panel", "beside", "under", "tall", "wide", "stage"]

Ion = Literal["na", "k", "cl"]

# What runs beneath V on the stage of a clamp: the whole current, that with its values against V beside it,
# or the conductances of the gated channels.
Beneath = Literal["", "current", "current-voltage", "conductance"]


@dataclass(frozen=True)
class Band:
    """A named stretch of model time: a phase of a spike, or one of its refractory periods."""

    name: Literal["rest", "rising", "falling", "undershoot", "absolute", "relative"]
    from_ns: int
    to_ns: int


@dataclass(frozen=True)
class Stimulus:
    """A current pulse. `strength` is its multiple of the weakest that fires from rest, negative if it
    hyperpolarises; None where no pulse fires."""

    from_ns: int
    to_ns: int
    strength: float | None


@dataclass(frozen=True)
class Ghost:
    """An earlier stretch of V(t), to be shown `later_ns` after it was, to compare it with what is then.

    `stimuli` are those of that stretch, where they were. With `of_origin` it is of the run that a branch
    comes from: what would have been.
    """

    from_ns: int
    to_ns: int
    later_ns: int
    of_origin: bool = False
    stimuli: tuple[Stimulus, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A curve that is not of the run, laid over a stage: `values` evenly from `from_ns` to `to_ns`.

    It is drawn from `start_tick` on. `axis` says on which of the stage: V (mV), I (mA/cm2) or g (mS/cm2);
    `tint` is a role of the theme; with `dotted` it is dots, as what is measured.
    """

    name: str
    axis: Literal["V", "I", "g"]
    tint: str
    start_tick: int
    from_ns: int
    to_ns: int
    values: tuple[float, ...]
    dotted: bool = False


@dataclass(frozen=True)
class Note:
    """`text` at what V(t) is at `at_ns`, shown from `start_tick` on."""

    start_tick: int
    at_ns: int
    text: str


@dataclass(frozen=True)
class Train:
    """V(t) under a steady current from rest: `v_mV` evenly over its time, `spikes` as shares of that."""

    name: str
    v_mV: tuple[float, ...]
    spikes: tuple[float, ...]


@dataclass(frozen=True)
class Plot:
    """A panel from `start_tick` to `end_tick`. `what` says which; the times are those that it covers.

    what "V":        V(t) large, with `bands`, `stimuli`, and `notes` at its turning points
    what "g":        the conductances of the Na+ and K+ channels against time
    what "gates":    m, h and n against time
    what "steady":   m, h and n as they settle, against V
    what "currents": I_Na and I_K against V, the Na+ channels as they open from rest
    what "bars":     concentrations of `ions` on both sides, or of `cell` from `from_ns` on
    what "counter":  ions of `cell` that have crossed since `from_ns`, and those that were inside before
    what "beads":    `cell` filled with `beads`, each `portion` of its `ions`, and the one more that enters
    what "trains":   V(t) under steady currents, by `trains`
    what "loop":     V, the Na+ channels and their current, each driving the next
    """

    what: str
    place: Place
    start_tick: int
    end_tick: int
    from_ns: int
    to_ns: int
    bands: tuple[Band, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    notes: tuple[Note, ...] = ()
    lines: tuple[tuple[str, float], ...] = ()  # a horizontal line's name, such as "threshold", and its mV
    cell: Geometry | None = None
    trains: tuple[Train, ...] = ()
    ions: tuple[Ion, ...] = ()
    beads: int = 0
    portion: float = 0.0
