"""One description of each drawn protein, of which the other rooms make their tables.

Places are px at 1080p in the protein's own frame: its pore's axis at the membrane's mid-plane, y downwards.
A new protein is described and placed in a row here; its sprite goes to assets/sprites, and its pathways
get a current in physics.patch. One that moves in none of the ways of `moves` needs a way of its own in the
close-up besides.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import Species
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.protocol import RECEPTOR


class Kind(IntEnum):
    """The drawn proteins, as a layout counts them."""

    NA_CHANNEL = 0
    K_CHANNEL = 1
    NA_LEAK = 2
    K_LEAK = 3
    CL_LEAK = 4
    PUMP = 5
    LIGAND_CHANNEL = 6


Point = tuple[float, float]

# leaks: it stands open, or shut, by the world's `leak_open`. gated: a gate swings by the world's column
# `opening`. balled: so, and a ball docks by `docking`. cycles: it goes round by `turns`. A column has one
# value for each protein of the kind.
Moves = Literal["leaks", "gated", "balled", "cycles"]


QUEUE = 8  # ions that wait at an open door, but where its current will take more


@dataclass(frozen=True)
class Passage:
    """The way of one species through a protein, and the pathway (physics.patch) whose current it pays for.

    `queue`: ions that wait for it while it is open.
    """

    pathway: str
    species: Species
    queue: int = QUEUE


@dataclass(frozen=True)
class Gating:
    """A population of channels in a World: `population` and `population`_open are its columns.

    `conducting` states let ions through; `nearly`, one gate from it, already draw a few near. In `plugged`
    states the ball stands in the mouth.
    """

    population: str
    conducting: tuple[int, ...]
    nearly: tuple[int, ...] = ()
    plugged: tuple[int, ...] = ()

    @cached_property
    def tables(self) -> NDArray[np.bool_]:
        """(3, states) whether each state conducts, nearly does, is plugged: to be indexed by states."""
        groups = (self.conducting, self.nearly, self.plugged)
        return np.array([[state in group for state in range(8)] for group in groups])


@dataclass(frozen=True)
class ProteinPart:
    """A part that is spoken of: a point that labels touch (None if only light falls on it), how words may
    stand by it, a point closer by for a view from near, and what the one that is meant does most."""

    name: str
    at: Point | None = None
    ways: str = "above"
    near: Point | None = None
    busy: Literal["", "shines", "docked", "plugged", "shut", "inactive", "blocked"] = ""


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend: its name, how large and in which pose the sprite, and its place in the list.

    Proteins of one name share a line.
    """

    name: str
    scale: float
    pose: str
    place: int


@dataclass(frozen=True)
class Blocker:
    """A drug's molecule that sits in the mouth of a channel and blocks it: its sprite, where it sits, its
    line in the legend; `left` is the field of a membrane set that tells which part of the channels is free.
    """

    rig: str
    at: Point
    left: str
    legend: LegendEntry


@dataclass(frozen=True, eq=False)
class Protein:
    """A kind of protein: `rig` is its sprite, `words` its name in a sentence, `passages` who it lets by.

    mouth_out_px, mouth_in_px: its mouths' distances from the mid-plane. lane_px: how far beside the axis
    ions go outwards, where two species meet. clear_out_nm, clear_in_nm: half-width and height of what a
    free ion keeps off. is_leak: there are as many as the row shows, not as many as a script asks for.
    is_pump: ions go through in turns. blocker: what can block it, as far as the world's column `plugging`
    tells. binds: transmitter docks at it. hangs_px: what it keeps free of
    charge chips inside, left and right of its axis, if more than its own width. One is equal to itself
    only, and may be a key.
    """

    kind: Kind
    rig: str
    words: str
    passages: tuple[Passage, ...]
    moves: Moves
    legend: LegendEntry
    parts: tuple[ProteinPart, ...]
    mouth_out_px: float
    mouth_in_px: float
    lane_px: float = 0.0
    clear_out_nm: Point | None = None
    clear_in_nm: Point | None = None
    gating: Gating | None = None
    is_leak: bool = False
    is_pump: bool = False
    opening: str = ""
    docking: str = ""
    plugging: str = ""
    blocker: Blocker | None = None
    turns: str = ""
    binds: bool = False
    hangs_px: Point | None = None

    @property
    def passes(self) -> tuple[Species, ...]:
        """The species that it lets by."""
        return tuple(passage.species for passage in self.passages)


PROTEINS = (  # in the order of Kind
    Protein(
        Kind.NA_CHANNEL, "na_channel", "Na⁺ channel", (Passage("na_gated", Species.NA),), "balled",
        LegendEntry("Na^+ channel", 0.185, "icon", 1),
        (
            ProteinPart("na_channels", (0, -128)),
            ProteinPart("na_channel.gate", (-13, 40), "below"),
            ProteinPart("na_channel.ball", (75, 158), "beside", busy="plugged"),
            ProteinPart("na_channel.closed", (0, 132), "under", busy="shut"),
            ProteinPart("na_channel.open", (0, 132), "under", busy="shines"),
            ProteinPart("na_channel.inactivated", (0, 132), "under", busy="inactive"),
            ProteinPart("na_channel.blocked", (0, -124), busy="blocked"),
            ProteinPart("na_stream", (44, 222), "beside", near=(30, 148), busy="shines"),
        ),
        mouth_out_px=110, mouth_in_px=98, clear_out_nm=(2.2, 5.2), clear_in_nm=(3.2, 6.0),
        gating=Gating("na", (NA_CONDUCTING,), (NA_CONDUCTING - 1,), tuple(range(NA_SHUT, 2 * NA_SHUT))),
        opening="na_open", docking="na_ball", hangs_px=(76.0, 102.0), plugging="na_plug",
        blocker=Blocker("ttx", (0, -88), "na_left", LegendEntry("TTX", 0.62, "default", 8)),
    ),
    Protein(
        Kind.K_CHANNEL, "k_channel", "K⁺ channel", (Passage("k_gated", Species.K),), "gated",
        LegendEntry("K^+ channel", 0.185, "closed", 2),
        (
            ProteinPart("k_channels", (0, -116)),
            ProteinPart("k_channel.gate", (-8, 78), "below"),
            ProteinPart("k_channel.blocked", (0, -116), busy="blocked"),
            ProteinPart("k_stream", (30, -150), "beside or above", busy="shines"),
        ),
        mouth_out_px=98, mouth_in_px=112, clear_out_nm=(2.0, 4.9), clear_in_nm=(2.2, 4.6),
        gating=Gating("k", (K_CONDUCTING,), (K_CONDUCTING - 1,)), opening="k_open", plugging="k_plug",
        blocker=Blocker("tea", (0, -84), "k_left", LegendEntry("TEA", 0.62, "default", 9)),
    ),
    Protein(
        Kind.NA_LEAK, "leak_na", "Na⁺ leak channel", (Passage("na_leak", Species.NA),), "leaks",
        LegendEntry("leak channel", 0.2, "default", 5),
        (ProteinPart("leak_channels", (0, -104)), ProteinPart("na_leak", (0, -102))),
        mouth_out_px=96, mouth_in_px=96, is_leak=True,
    ),
    Protein(
        Kind.K_LEAK, "leak_k", "K⁺ leak channel", (Passage("k_leak", Species.K),), "leaks",
        LegendEntry("leak channel", 0.2, "default", 4),
        (ProteinPart("leak_channels"), ProteinPart("k_leak", (0, -102))),
        mouth_out_px=96, mouth_in_px=96, is_leak=True,
    ),
    Protein(
        Kind.CL_LEAK, "leak_cl", "Cl⁻ leak channel", (Passage("cl_leak", Species.CL),), "leaks",
        LegendEntry("leak channel", 0.2, "default", 6),
        (ProteinPart("leak_channels"),),
        mouth_out_px=96, mouth_in_px=96, is_leak=True,
    ),
    Protein(
        Kind.PUMP, "pump", "pump", (Passage("na_pump", Species.NA), Passage("k_pump", Species.K)), "cycles",
        LegendEntry("Na^+/K^+ pump", 0.165, "E1", 7),
        (ProteinPart("pump", (0, -112)),),
        mouth_out_px=100, mouth_in_px=120, clear_out_nm=(2.4, 4.9), clear_in_nm=(4.6, 6.4), is_pump=True,
        turns="pump_turns", hangs_px=(122.0, 146.0),
    ),
    Protein(
        # A few K+ leave through it, so that two in the wings are enough.
        Kind.LIGAND_CHANNEL, "ligand_channel", "ligand-gated channel",
        (Passage("na_ligand", Species.NA), Passage("k_ligand", Species.K, queue=2)), "gated",
        LegendEntry("ligand-gated", 0.15, "bound", 3),
        (
            ProteinPart("ligand_channels", (0, -200), "close above"),
            ProteinPart("ligand_channel.gate", (-10, 8), "below"),
            ProteinPart("ligand_stream", (-16, 146), "beside", busy="shines"),
            ProteinPart("ligand_k_stream", (14, -198), "higher or above", busy="shines"),
            ProteinPart("transmitter", (78, -134), "beside or above", busy="docked"),
        ),
        mouth_out_px=180, mouth_in_px=100, lane_px=32 * lies.TWO_LANES.value, clear_out_nm=(2.0, 6.4),
        gating=Gating("ligand", RECEPTOR.conducting), opening="ligand_open", binds=True,
    ),
)  # fmt: skip
assert [one.kind for one in PROTEINS] == list(Kind)

LEAKS = tuple(one for one in PROTEINS if one.is_leak)

SPECIES_OF = {passage.pathway: passage.species for one in PROTEINS for passage in one.passages}


def protein(kind: int) -> Protein:
    """The description of a kind."""
    return PROTEINS[kind]


def with_part(name: str) -> tuple[Protein, ...]:
    """The proteins that have a part of this name."""
    return tuple(one for one in PROTEINS if any(part.name == name for part in one.parts))


Places = tuple[tuple[Kind, int], ...]

# What stands in the picture: (kind, place in px at 1080p, from the left edge). Only what is in sight can be
# followed, so a scene draws what its row shows, and each row leads with what its scene speaks of.
ROWS: dict[str, Places] = {
    "mixed": (  # the style frames' own
        (Kind.K_LEAK, 104), (Kind.NA_CHANNEL, 292), (Kind.K_CHANNEL, 496), (Kind.PUMP, 716),
        (Kind.NA_CHANNEL, 950), (Kind.NA_LEAK, 1116), (Kind.K_CHANNEL, 1272), (Kind.NA_CHANNEL, 1456),
        (Kind.CL_LEAK, 1624), (Kind.NA_CHANNEL, 1862),
    ),
    "channels": (
        (Kind.NA_CHANNEL, 104), (Kind.K_CHANNEL, 300), (Kind.NA_CHANNEL, 500), (Kind.PUMP, 716),
        (Kind.NA_CHANNEL, 950), (Kind.K_CHANNEL, 1130), (Kind.NA_CHANNEL, 1310), (Kind.K_CHANNEL, 1466),
        (Kind.K_LEAK, 1624), (Kind.NA_CHANNEL, 1862),
    ),
    "rest": (  # a membrane without voltage-gated channels
        (Kind.NA_LEAK, 104), (Kind.K_LEAK, 290), (Kind.PUMP, 500), (Kind.K_LEAK, 716), (Kind.NA_LEAK, 950),
        (Kind.K_LEAK, 1130), (Kind.PUMP, 1330), (Kind.CL_LEAK, 1510), (Kind.K_LEAK, 1680),
        (Kind.NA_LEAK, 1862),
    ),
    "spike": (  # so many that three or four stream at once
        (Kind.NA_CHANNEL, 100), (Kind.K_CHANNEL, 290), (Kind.NA_CHANNEL, 480), (Kind.PUMP, 700),
        (Kind.NA_CHANNEL, 930), (Kind.K_CHANNEL, 1115), (Kind.NA_CHANNEL, 1300), (Kind.NA_LEAK, 1470),
        (Kind.NA_CHANNEL, 1650), (Kind.K_CHANNEL, 1840),
    ),
    "leaks": (
        (Kind.NA_CHANNEL, 96), (Kind.K_LEAK, 292), (Kind.K_CHANNEL, 480), (Kind.K_LEAK, 660),
        (Kind.PUMP, 884), (Kind.NA_LEAK, 1100), (Kind.K_LEAK, 1264), (Kind.NA_CHANNEL, 1450),
        (Kind.CL_LEAK, 1624), (Kind.K_CHANNEL, 1850),
    ),
}  # fmt: skip
# Ligand-gated channels lead: they are tall, and stand clear of the panel about the voltage.
SYNAPTIC: Places = (
    (Kind.K_LEAK, 104), (Kind.LIGAND_CHANNEL, 308), (Kind.LIGAND_CHANNEL, 530), (Kind.PUMP, 742),
    (Kind.LIGAND_CHANNEL, 968), (Kind.LIGAND_CHANNEL, 1186), (Kind.NA_CHANNEL, 1390), (Kind.NA_LEAK, 1390),
    (Kind.K_CHANNEL, 1624), (Kind.CL_LEAK, 1624), (Kind.NA_CHANNEL, 1862), (Kind.LIGAND_CHANNEL, 1862),
)  # fmt: skip
# Beyond it the row goes on, outwards on both sides, until each kind has its number.
BEYOND = (
    Kind.K_CHANNEL, Kind.NA_CHANNEL, Kind.NA_LEAK, Kind.NA_CHANNEL, Kind.K_CHANNEL, Kind.PUMP,
    Kind.K_LEAK, Kind.NA_CHANNEL, Kind.CL_LEAK,
)  # fmt: skip
SYNAPTIC_BEYOND = (Kind.LIGAND_CHANNEL, Kind.LIGAND_CHANNEL, Kind.PUMP, *BEYOND)
