"""How many of everything a patch draws, and which numbers can be drawn."""

from dataclasses import asdict, dataclass

from apanim.errors import UserError
from apanim.particles.layout import ROWS
from apanim.physics.sets import MembraneSet

MOST_PROTEINS = 40  # of each kind
FEWEST_IONS, MOST_IONS = 100, 10_000


@dataclass(frozen=True)
class Count:
    """How many of everything the picture draws, and how many real ions one drawn crossing stands for."""

    na_channels: int
    k_channels: int
    pumps: int
    ions: int
    quantum: int
    seed: int
    ligand_channels: int = 0
    receptors_mS_cm2: float = 0.0
    row: str = "mixed"


def check_count(count: Count, membrane: MembraneSet) -> None:
    """Raises UserError for numbers that cannot be drawn, or proteins that `membrane` has not."""
    if count.row not in ROWS:
        raise UserError(f"row={count.row!r}: choose one of {', '.join(map(repr, ROWS))}")
    numbers = {k: v for k, v in asdict(count).items() if k not in ("row", "receptors_mS_cm2")}
    if odd := [f"{name}={value!r}" for name, value in numbers.items() if type(value) is not int]:
        raise UserError(f"{', '.join(odd)}: give whole numbers")
    if not 0 <= count.seed < 2**64:
        raise UserError(f"seed={count.seed}: use 0 to 2**64 - 1")
    proteins = {k: v for k, v in numbers.items() if k not in ("ions", "quantum", "seed")}
    if wrong := [f"{name}={value}" for name, value in proteins.items() if not 0 <= value <= MOST_PROTEINS]:
        raise UserError(f"{', '.join(wrong)}: a membrane shows 0 to {MOST_PROTEINS} of each protein")
    if not FEWEST_IONS <= count.ions <= MOST_IONS or count.quantum < 1:
        raise UserError(
            f"ions={count.ions}, quantum={count.quantum}: show {FEWEST_IONS} to {MOST_IONS} ions of a "
            "quantum of 1 or more"
        )
    for kind, number, g in (
        ("na_channels", count.na_channels, membrane.g_na_mS_cm2),
        ("k_channels", count.k_channels, membrane.g_k_mS_cm2),
        ("ligand_channels", count.ligand_channels, count.receptors_mS_cm2),
    ):
        if number > 0 and not 0 < g < 1e4:
            raise UserError(f"{kind}={number}: membrane {membrane.name!r} has none; give {kind}=0")
    if count.na_channels == 0 and count.ligand_channels == 0 and membrane.g_na_mS_cm2 == 0:
        raise UserError("draw Na+ or ligand-gated channels: they say how much membrane is shown")
