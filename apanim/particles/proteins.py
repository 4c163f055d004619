"""One description of each drawn protein. Whoever poses, names, labels, lists or lights one reads it here.

Places are px at 1080p in the protein's own frame: its pore's axis at the membrane's mid-plane, y downwards.
A new protein that moves in none of the ways of `moves` needs a way of its own in the close-up besides.
"""

from dataclasses import dataclass
from typing import Literal

from apanim.particles.ions import Species
from apanim.particles.layout import Kind

Point = tuple[float, float]

# still: nothing moves. gated: a gate swings by the world's column `opening`. balled: so, and a ball docks
# by `docking`. cycles: it goes round by `turns`. A column has one value for each protein of the kind.
Moves = Literal["still", "gated", "balled", "cycles"]


@dataclass(frozen=True)
class Part:
    """A part that is spoken of: a point that labels touch (None if only light falls on it), how words may
    stand by it, a point closer by for a view from near, and what the one that is meant does most."""

    name: str
    at: Point | None = None
    ways: str = "above"
    near: Point | None = None
    busy: Literal["", "shines", "docked", "plugged", "shut", "inactive"] = ""


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its name, how large and in which pose the sprite, and its place in the list.

    Proteins of one name share a line.
    """

    name: str
    scale: float
    pose: str
    place: int


@dataclass(frozen=True, eq=False)
class Protein:
    """A kind of protein: `rig` is its sprite, `words` its name in a sentence, `passes` the ions it lets by.

    binds: transmitter docks at it. hangs_px: what it keeps free of charge chips inside, left and right of
    its axis, if more than its own width. One is equal to itself only, and may be a key.
    """

    kind: Kind
    rig: str
    words: str
    passes: tuple[Species, ...]
    moves: Moves
    legend: Entry
    parts: tuple[Part, ...]
    opening: str = ""
    docking: str = ""
    turns: str = ""
    binds: bool = False
    hangs_px: Point | None = None


_NA, _K, _CL = (Species.NA,), (Species.K,), (Species.CL,)

PROTEINS = (  # in the order of Kind
    Protein(
        Kind.NA_CHANNEL, "na_channel", "Na⁺ channel", _NA, "balled",
        Entry("Na^+ channel", 0.185, "icon", 1),
        (
            Part("na_channels", (0, -128)),
            Part("na_channel.gate", (-13, 40), "below"),
            Part("na_channel.ball", (75, 158), "beside", busy="plugged"),
            Part("na_channel.closed", (0, 132), "under", busy="shut"),
            Part("na_channel.open", (0, 132), "under", busy="shines"),
            Part("na_channel.inactivated", (0, 132), "under", busy="inactive"),
            Part("na_stream", (44, 222), "beside", near=(30, 148), busy="shines"),
        ),
        opening="na_open", docking="na_ball", hangs_px=(76.0, 102.0),
    ),
    Protein(
        Kind.K_CHANNEL, "k_channel", "K⁺ channel", _K, "gated",
        Entry("K^+ channel", 0.185, "closed", 2),
        (
            Part("k_channels", (0, -116)),
            Part("k_channel.gate", (-8, 78), "below"),
            Part("k_stream", (30, -150), "beside or above", busy="shines"),
        ),
        opening="k_open",
    ),
    Protein(
        Kind.NA_LEAK, "leak_na", "Na⁺ leak channel", _NA, "still",
        Entry("leak channel", 0.2, "default", 5),
        (Part("leak_channels", (0, -104)), Part("na_leak", (0, -102))),
    ),
    Protein(
        Kind.K_LEAK, "leak_k", "K⁺ leak channel", _K, "still",
        Entry("leak channel", 0.2, "default", 4),
        (Part("leak_channels"), Part("k_leak", (0, -102))),
    ),
    Protein(
        Kind.CL_LEAK, "leak_cl", "Cl⁻ leak channel", _CL, "still",
        Entry("leak channel", 0.2, "default", 6),
        (Part("leak_channels"),),
    ),
    Protein(
        Kind.PUMP, "pump", "pump", _NA + _K, "cycles",
        Entry("Na^+/K^+ pump", 0.165, "E1", 7),
        (Part("pump", (0, -112)),),
        turns="pump_turns", hangs_px=(122.0, 146.0),
    ),
    Protein(
        Kind.LIGAND_CHANNEL, "ligand_channel", "ligand-gated channel", _NA + _K, "gated",
        Entry("ligand-gated", 0.15, "bound", 3),
        (
            Part("ligand_channels", (0, -200), "close above"),
            Part("ligand_channel.gate", (-10, 8), "below"),
            Part("ligand_stream", (-16, 146), "beside", busy="shines"),
            Part("ligand_k_stream", (14, -198), "higher or above", busy="shines"),
            Part("transmitter", (78, -134), "beside or above", busy="docked"),
        ),
        opening="ligand_open", binds=True,
    ),
)  # fmt: skip


def protein(kind: int) -> Protein:
    """The description of a kind."""
    return PROTEINS[kind]


def with_part(name: str) -> tuple[Protein, ...]:
    """The proteins that have a part of this name."""
    return tuple(one for one in PROTEINS if any(part.name == name for part in one.parts))
