"""Named lies: everything the picture bends on purpose, in one place.

A membrane cannot be shown as it is: ions are too small, too many and too fast. Each entry is a constant
with the range it may take and the reason. What concerns the viewer is told on screen.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lie:
    """One deliberate untruth: `value` in `unit`, allowed in [`low`, `high`], and what is true instead."""

    value: float
    low: float
    high: float
    unit: str
    truth: str
    why: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"a lie of {self.value} {self.unit} is outside {self.low}..{self.high}")


ION_SPEED = Lie(
    18.0 / 32, 14 / 32, 22 / 32, "nm/s of lecture time",
    "In the model time of a lecture second (0.06 to 0.6 ms) an ion in water comes 0.6 to 2 um far.",
    "At the lecture's slow motion real ions would cross the picture between two frames.",
)  # fmt: skip
ION_MEMORY = Lie(
    1.2, 0.5, 2.0, "s",
    "The velocity of an ion in water is forgotten within a picosecond.",
    "Paths look smooth at the frame rate and are Brownian beyond this time.",
)  # fmt: skip
FLOW_SPEED = Lie(
    380.0 / 32, 200 / 32, 600 / 32, "nm/s of lecture time",
    "5,000 to 16,000 ions a model millisecond pass one open Na+ channel.",
    "A crossing must be seen.",
)  # fmt: skip
QUANTUM = Lie(
    100, 1, 100_000, "real ions for one drawn crossing",
    "About 8,000 Na+ cross the drawn half square micrometre in one spike.",
    "A stream of thousands cannot be followed by eye; the number is shown on screen.",
)  # fmt: skip
CHANNEL_CONDUCTANCE = Lie(
    20.0, 10, 25, "pS for one drawn Na+ channel",
    "10 to 25 pS, so 13 to 32 Na+ channels a square micrometre carry 32 mS/cm2.",
    "It fixes the membrane area that the drawn channels stand for; drawn K+ channels share that area.",
)  # fmt: skip
ROUND_UP = Lie(
    0.06, 0.0, 0.5, "channel",
    "A fraction of the channels is open; a dozen drawn channels cannot show a fraction.",
    "The drawn open count rounds up beyond this remainder, and where a crossing is owed or a fifth of one "
    "flows a second, so that a current always has an open way.",
)  # fmt: skip
SEEN_FIRST = Lie(
    15.2, 5.0, 30.0, "nm from the middle of the picture, within which channels open first",
    "Which of its channels are open is chance.",
    "What is spoken of must be in sight, whatever the chances.",
)  # fmt: skip
UNSEEN_HURRY = Lie(
    5.0, 1.0, 10.0, "times faster, at most, beyond the edge of the picture",
    "An ion is as fast there as here.",
    "Ions come to the proteins out of sight in time, from far away where few are drawn.",
)  # fmt: skip
BATH_BEAD = Lie(
    10.0, 6.0, 14.0, "real ions for one bead of a bath that does not cross",
    "A box of 110 by 15 by 24 nm holds some 3,600 Na+ outside; each bead that crosses stands for more.",
    "So many beads can be told apart. A crossing is the account of the current, and has its own number, on "
    "screen; beads of the baths tell the concentrations, in their true proportions, with which a scene "
    "begins: one that a script changes later is told by bars, by V and by what crosses, not by more beads.",
)  # fmt: skip
FEW_ANIONS = Lie(
    12.0, 8.0, 40.0, "large anions drawn in the cell",
    "Both sides are neutral but for one ion in thousands: 145 mM of anions in the cell besides Cl-, on "
    "proteins and phosphates that bear many charges each, and 40 mM outside (bicarbonate, proteins).",
    "They do not cross. Drawn one a charge they would hide what does, so of the cell's 320 positive beads "
    "all but some 30 have no partner, and of those outside one in four.",
)  # fmt: skip
BEAD_SIZE = Lie(
    22.0 / 32, 0.4, 0.9, "nm across",
    "A hydrated Na+ or K+ is about 0.7 nm across, but only one in some 10 of them is drawn.",
    "Beads must be told apart on a lecture screen.",
)  # fmt: skip
CHANNEL_SPACING = Lie(
    195.0 / 32, 155 / 32, 230 / 32, "nm from pore to pore",
    "The drawn area of 0.5 um2 would put the channels some 250 nm apart.",
    "All actors must be in one picture.",
)  # fmt: skip
UNSEEN_SPACING = Lie(
    3.0, 2.5, 195.0 / 32, "nm from pore to pore beyond the edges of the picture",
    "Channels stand there as they stand here.",
    "The box is less wide, and more of its beads are in sight.",
)  # fmt: skip
DEPTH = Lie(
    24.0, 8, 40, "nm of depth behind the picture plane",
    "The fluid on each side has no end on this scale.",
    "Far ions are blurred and dim, so that the near ones can be read.",
)  # fmt: skip

DEPTH_MIXING = Lie(
    4.0, 1.0, 6.0, "times faster into the depth than along the picture",
    "Diffusion is the same in every direction.",
    "The fluid before a pore is soon replaced by fresh fluid; without it the picture would run dry.",
)  # fmt: skip
GUESTS_LINGER = Lie(
    0.9, 0.9, 2.0, "s in sight, at least, after a crossing",
    "An ion that has crossed leaves a picture of 60 nm within a microsecond of model time, and another of "
    "its kind is where it came from as soon: no concentration changes.",
    "It must be seen to have come; then it swims into the depth, and one of its kind comes back on its "
    "side, too deep to be seen.",
)  # fmt: skip
TWO_LANES = Lie(
    14.0 / 32, 0.0, 16 / 32, "nm beside the axis on the way out of a pore that lets two species through",
    "Ions pass the narrow part of a pore one at a time, each within a millionth of a second.",
    "Drawn crossings take most of a second, and would meet head-on.",
)  # fmt: skip
CLEFT_CROWD = Lie(
    7.0, 2, 20, "drawn transmitter molecules a receptor",
    "A vesicle holds some thousand molecules, and most of them find no receptor.",
    "A few that can be followed tell who binds; the model's transmitter is a concentration.",
)  # fmt: skip
CLEFT_SPEED = Lie(
    9.0, 4, 14, "nm/s of lecture time, at most, of a transmitter molecule",
    "Transmitter crosses the cleft of 20 nm within microseconds of model time.",
    "Its coming, docking and leaving must be seen.",
)  # fmt: skip
PLACE_CHANNEL = Lie(
    1.0, 1, 1, "drawn channel for all of its kind at a place of the axon",
    "Some thousand channels sit along the width of one drawn one; only a fraction of them conducts.",
    "One channel must show what most of its place does: its gate and ball follow m, h and n there.",
)  # fmt: skip
AXON_QUANTUM = Lie(
    1200.0, 100, 10_000, "ions per square micrometre for one drawn crossing in the axon",
    "Some 12,000 Na+ enter each square micrometre of this axon in one spike.",
    "A stream of a dozen beads a channel can be followed by eye.",
)  # fmt: skip
AXON_BEADS = Lie(
    92.0, 60, 160, "px from the pore at which a drawn ion comes into focus",
    "Ions neither appear nor fade; they come out of a crowd and go back into it.",
    "In the axon's picture the crowd is out of focus, so that the stream is read.",
)  # fmt: skip
LANE_WIDTHS = Lie(
    108.0, 60.0, 200.0, "px of width for a micrometre of axon in a race of two",
    "The length of the same picture is drawn at half a pixel for a micrometre.",
    "Drawn true, an axon would be thinner than a pixel, and its myelin nothing.",
)  # fmt: skip
NODE_WIDTH = Lie(
    22.0, 10.0, 60.0, "px of a node of Ranvier, from myelin to myelin",
    "A node is 1 um long and an internode 200 times as long: half a pixel.",
    "Its channels must be seen.",
)  # fmt: skip
DRAWN_LAYERS = Lie(
    2.5, 1.0, 5.0, "turns of myelin for one drawn layer",
    "A small axon has some 20 turns, each of two membranes, 16 nm thick.",
    "Layers must be told apart; while any myelin is left, one is drawn.",
)  # fmt: skip
NEURON_DENDRITES = Lie(
    1 / 0.45, 1.0, 4.0, "px of length for a micrometre of dendrite",
    "The axon is drawn at a quarter of this scale.",
    "The whole neuron must fit one frame: most of a real one is axon.",
)  # fmt: skip
NEURON_WIDTHS = Lie(
    12.0, 4.0, 24.0, "px of width for a micrometre of dendrite",
    "Length and width have one scale; drawn true, twigs would be thinner than a pixel.",
    "Colour must be seen on every twig.",
)  # fmt: skip


BOX_ANION = Lie(
    10.0, 4.0, 40.0, "charges of one drawn anion in the box of true scale",
    "ATP bears four, a protein some tens; they are of every size.",
    "Ions that have no name in the lecture must balance the others, and would hide them one a charge.",
)  # fmt: skip
BOX_IDEAL = Lie(
    1.0, 1.0, 1.0, "ion that passes through another in the box of true scale",
    "Ions keep apart by their size and attract by their charge: at 150 mM that slows them by a fifth.",
    "So a path is known at any instant from its own randomness alone, however far one seeks.",
)  # fmt: skip


def all_lies() -> dict[str, Lie]:
    """Every named lie by name, for the documents and the tests."""
    return {name: value for name, value in globals().items() if isinstance(value, Lie)}
