"""The arguments of panels, checked and looked up: places, lines, windows of time, cells; and a V(t)
panel as its author asked for it, until the scene is over and all that it shows is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from apanim.errors import UserError
from apanim.physics.cell import Geometry
from apanim.script.actors.cable import Cable, Site
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.patch import Patch
from apanim.script.mistakes import short
from apanim.script.plots import Beneath
from apanim.script.timeline import TraceCurve, TraceWindow
from apanim.script.verbs.panel_contents import Kind, bands_of, ghost_of, pulses_of
from apanim.units import NS_PER_MS

MOST_GHOSTS = 12  # of earlier V(t) behind one
BENEATH: tuple[Beneath, ...] = ("", "current", "current-voltage", "conductance")
MOST_CURVES = 3  # of places of a neuron, in one V(t) panel


@dataclass
class Traced:
    """A V(t) panel: what it shows, of whom, and what is found for it when the scene is over."""

    window: TraceWindow
    actor: Patch | Cable
    bands: Kind
    ghost: bool | str
    began_ns: int  # model time at which it came

    def closed(self, before: "Sequence[Traced]") -> TraceWindow:
        """The panel with its bands, pulses, and faint behind it the trace of the last `before` it, or all
        those of before that were of the same kind."""
        window = self.window
        if isinstance(self.actor, Patch):
            bands = bands_of(self.actor, self.bands, window.from_ns, window.to_ns)
            window = replace(window, bands=bands, stimuli=pulses_of(self.actor, window))
        if self.ghost == "all":
            before = [one for one in before if self._like(one)][-MOST_GHOSTS:]
        else:
            before = before[-1:] if self.ghost else ()
        ghosts = (ghost_of(self.actor, one.window, window) for one in before)
        return replace(window, ghosts=tuple(ghost for ghost in ghosts if ghost is not None))

    def _like(self, other: "Traced") -> bool:
        """Whether another panel shows the same curves at the same place."""
        mine, its = self.window, other.window
        alike = (mine.place, mine.curves, mine.beneath) == (its.place, its.curves, its.beneath)
        return self.actor is other.actor and alike


def need_cell(cell: object, call: str, optional: bool = False) -> None:
    """Raises UserError unless `cell` is one, or may be none and is."""
    if not isinstance(cell, Geometry) and not (optional and cell is None):
        raise UserError(f"{call} cell={cell!r}: give a Geometry, such as SOMA_20_UM")


def window_ns(actor: Patch | Cable, window_ms: float, before_ms: float) -> tuple[int, int]:
    """(start, end) of a window of model time around now, ns. Raises UserError for an empty one."""
    if not (window_ms > 0 and abs(before_ms) < 1e6 and window_ms < 1e6):
        raise UserError(f"window_ms={window_ms}, before_ms={before_ms}: show more than 0 ms")
    start = actor.history.now_ns - round(before_ms * NS_PER_MS)
    return start, start + round(window_ms * NS_PER_MS)


def check_beneath(beneath: str, has_room: bool) -> None:
    """Raises UserError for what a stage cannot show beneath V, or where there is none."""
    known(beneath, BENEATH, "trace beneath")
    if beneath and not has_room:
        raise UserError(
            f"trace beneath='{beneath}': only the stage of a patch, without lanes, has room; "
            'give place="stage"'
        )


def owner_of(what: Site | Mapping[str, Site]) -> Cable:
    """The neuron whose places these are. Raises UserError unless they are one to three."""
    sites = list(what.values()) if isinstance(what, Mapping) else [what]
    if odd := [one for one in sites if not isinstance(one, Site)]:
        raise UserError(
            f"trace of {short(odd[0])}: give a patch, or places of a neuron such as neuron.soma"
        )
    if not 1 <= len(sites) <= MOST_CURVES:
        raise UserError(f"trace of {len(sites)} places: the panel shows 1 to {MOST_CURVES}")
    owner = sites[0].owner
    if not isinstance(owner, Neuron):
        raise UserError(
            "trace of a place of an axon: its picture has V along the axon; V(t) is of a patch or a neuron"
        )
    return owner


def curves_of(what: Site | Mapping[str, Site]) -> tuple[TraceCurve, ...]:
    """The curves of these places, named."""
    named = {"": what} if isinstance(what, Site) else what
    return tuple(TraceCurve(n, s.owner.tree.at(s.section, s.share)) for n, s in named.items())


def heights_of(actor: Patch | Cable, lines: Sequence[str]) -> list[tuple[str, float]]:
    """(name, mV) of each line. Raises UserError for one that `actor` has not."""
    known_as = {"threshold": "threshold", "e_na": "E_Na", "e_k": "E_K", "e_cl": "E_Cl"}
    heights = {known_as[name]: value for name, value in actor.measures().items() if name in known_as}
    for line in lines:
        if line not in heights:
            raise UserError(f"trace line '{line}' is not one of {', '.join(heights)}")
    return [(line, heights[line].measure()) for line in lines]


def known(word: str, words: Sequence[str], what: str) -> None:
    """Raises UserError for a word that is not one of `words`."""
    if word not in words:
        raise UserError(f"{what} '{word}' is not one of {', '.join(w for w in words if w)}")
