"""Where the drawn proteins stand in the membrane, and the box of fluid around them.

Frame: x along the membrane from the middle of the picture, y outward from the mid-plane (outside is
positive), z backwards into the picture; nm. One nm is 32 px at 1080p.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.proteins import BEYOND, PROTEINS, ROWS, SYNAPTIC, SYNAPTIC_BEYOND, Kind

PX_PER_NM = 32.0
PICTURE_WIDTH_NM = 1920 / PX_PER_NM
WIDEST_NM = 1.2 * PICTURE_WIDTH_NM  # what a view from a little farther away shows

HEIGHT_NM = 20.0  # of fluid on each side; a little more than the picture shows
FLOOR_OUT_NM = 4.6  # free ions keep this far from the mid-plane: clear of heads, crowns and charge chips
FLOOR_IN_NM = 4.4
FLOOR_TABLE = 4096
IN_SIGHT_NM = (-900 / PX_PER_NM, 540 / PX_PER_NM)  # no panel covers it


DEEPEST_FLOOR_NM = 6.6


@dataclass(frozen=True, eq=False)
class Layout:
    """The proteins of one membrane, left to right, and half the width of its box.

    kind (p,) uint8; x_nm (p,) float64; half_width_nm. One is equal to itself only, and may be a key.
    """

    kind: NDArray[np.uint8]
    x_nm: NDArray[np.float64]
    half_width_nm: float

    def sites(self, kind: Kind) -> NDArray[np.intp]:
        """Row numbers of the proteins of `kind`, left to right."""
        return self._sites[kind]

    @cached_property
    def door_site(self) -> NDArray[np.intp]:
        """(d,) the protein that each door belongs to: one door each, in its order, and then a second
        one for every channel whose pore lets two species through."""
        second = (self.sites(p.kind) for p in PROTEINS if len(p.passages) > 1 and not p.is_pump)
        return np.concatenate([np.arange(len(self.kind)), *second])

    @cached_property
    def _sites(self) -> dict[Kind, NDArray[np.intp]]:
        return {kind: np.flatnonzero(self.kind == kind) for kind in Kind}

    @cached_property
    def rank(self) -> NDArray[np.int64]:
        """(p,) 0 for proteins in the middle of the picture, 1 for others in sight, 2 for those that a panel
        may cover, 3 for those beyond the picture's edges."""
        in_sight = (self.x_nm > IN_SIGHT_NM[0]) & (self.x_nm < IN_SIGHT_NM[1])
        in_picture = np.abs(self.x_nm) < PICTURE_WIDTH_NM / 2
        return 3 - in_picture - in_sight - (in_sight & (np.abs(self.x_nm) < lies.SEEN_FIRST.value))

    def floor_nm(self, x_nm: NDArray[np.floating], inside: bool) -> NDArray[np.float64]:
        """How far from the mid-plane a free ion at `x_nm` keeps, on one side; shape as `x_nm`."""
        floor = np.full(np.shape(x_nm), FLOOR_IN_NM if inside else FLOOR_OUT_NM)
        for kind, x in zip(self.kind, self.x_nm, strict=True):
            protein = PROTEINS[int(kind)]
            clear = protein.clear_in_nm if inside else protein.clear_out_nm
            if clear is not None:
                half_width, depth = clear
                shoulder = np.clip((half_width + 1.0 - np.abs(x_nm - x)) / 1.0, 0.0, 1.0)
                floor = np.maximum(floor, floor + shoulder * (depth - floor))
        return floor

    @cached_property
    def _tables(self) -> NDArray[np.float32]:
        x = np.linspace(-self.half_width_nm, self.half_width_nm, FLOOR_TABLE)
        return np.array([self.floor_nm(x, inside) for inside in (False, True)], np.float32)

    def quick_floor_nm(self, x_nm: NDArray[np.float32], inside: NDArray[np.bool_]) -> NDArray[np.float32]:
        """`floor_nm`, `inside` (n,) or not, from a table fine enough (0.04 nm) for moving ions."""
        place = (x_nm + np.float32(self.half_width_nm)) * np.float32(
            (FLOOR_TABLE - 1) / (2 * self.half_width_nm)
        )
        column = np.minimum(np.maximum(place.astype(np.int32), 0), FLOOR_TABLE - 1)
        return self._tables[inside.view(np.uint8), column]


def make_layout(
    na_channels: int, k_channels: int, pumps: int, ligand_channels: int = 0, row: str = "mixed"
) -> Layout:
    """A membrane with these numbers of proteins, laid out as the row of `ROWS` has them.

    The middle of the picture is filled first, left out where a kind is already complete. There are as many
    leaks of each kind as the row shows, and at least one. Receptors have a row of their own.
    """
    middle, order = (SYNAPTIC, SYNAPTIC_BEYOND) if ligand_channels else (ROWS[row], BEYOND)
    left = {
        Kind.NA_CHANNEL: na_channels, Kind.K_CHANNEL: k_channels, Kind.PUMP: pumps,
        Kind.LIGAND_CHANNEL: ligand_channels,
    }  # fmt: skip
    for leak in (protein.kind for protein in PROTEINS if protein.is_leak):
        left[leak] = max(1, sum(kind == leak for kind, _ in middle))
    placed: list[tuple[float, Kind]] = []
    taken: set[int] = set()
    for kind, x_px in middle:
        if left[kind] > 0 and x_px not in taken:
            left[kind] -= 1
            taken.add(x_px)
            placed.append(((x_px - 960) / PX_PER_NM, kind))
    ends = {+1: max(x for x, _ in placed), -1: min(x for x, _ in placed)}
    side = -1
    for kind in cycle(order):
        if not any(left.values()):
            break
        if left[kind] == 0:
            continue
        left[kind] -= 1
        is_unseen = abs(ends[side]) > WIDEST_NM / 2
        ends[side] += side * (lies.UNSEEN_SPACING if is_unseen else lies.CHANNEL_SPACING).value
        placed.append((ends[side], kind))
        side = -side
    placed.sort()
    reach = max(abs(placed[0][0]), abs(placed[-1][0]), PICTURE_WIDTH_NM / 2)
    return Layout(
        kind=np.array([kind for _, kind in placed], dtype=np.uint8),
        x_nm=np.array([x for x, _ in placed]),
        half_width_nm=reach + lies.CHANNEL_SPACING.value,
    )


def drawn_area_um2(channels: int, g_mS_cm2: float, channel_pS: float) -> float:
    """The membrane area that `channels` drawn channels of `channel_pS` each stand for.

    g (mS/cm2) is 10 g pS/um2, so that 32 mS/cm2 at 20 pS a channel is 16 channels a um2.
    """
    return channels * channel_pS / (10.0 * g_mS_cm2)
