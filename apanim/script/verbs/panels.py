"""What a script plots: V(t), and the panels beside, under and instead of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from apanim.errors import UserError
from apanim.physics.cell import SOMA_20_UM, Geometry
from apanim.script.actors.cable import Site
from apanim.script.actors.clamp_bench import Record
from apanim.script.actors.patch import Patch
from apanim.script.actors.spike import Spike
from apanim.script.plots import Beneath, Ion, Place, Plot, Train
from apanim.script.timeline import Span, TraceWindow
from apanim.script.verbs.clock import Clock
from apanim.script.verbs.notes import Notes, resolved
from apanim.script.verbs.panel_arguments import (
    Traced,
    check_beneath,
    curves_of,
    heights_of,
    known,
    need_cell,
    owner_of,
    window_ns,
)
from apanim.script.verbs.panel_contents import KINDS, Kind, bands_of, laid_of, pulses_of
from apanim.script.verbs.words import OPEN, WordVerbs
from apanim.units import NS_PER_MS, rounded

PLACES: tuple[Place, ...] = ("panel", "beside", "under", "tall", "wide", "stage")
# Which other places a place covers.
COVERS: dict[Place, tuple[Place, ...]] = {
    "panel": ("tall", "wide", "stage"), "beside": ("wide",), "under": ("tall", "wide", "stage"),
    "tall": ("panel", "under", "wide", "stage"), "wide": ("panel", "beside", "under", "tall", "stage"),
    "stage": ("panel", "under", "tall", "wide"),
}  # fmt: skip
_USUAL: dict[str, Place] = {"g": "under", "gates": "under", "steady": "under", "currents": "under"}
_OVER_TIME = ("g", "gates")
LEAST_RANGE_MV = 5.0
MOST_TRAINS = 2
FEWEST_BEADS, MOST_BEADS = 20, 5000
MOST_BARS = 2  # of ions, in a panel that is not tall


@dataclass(frozen=True)
class PanelOnScreen:
    """A panel on screen, for its author."""

    _panels: "PanelVerbs"
    _place: Place
    began_ns: int = 0  # when a V(t) panel came

    def end(self) -> None:
        """Take it away now."""
        self._panels.take_away(self._place)

    def lay(self, record: Record, from_ms: float = 0.0) -> None:
        """Draw a curve of the bench over this stage from now on, its beginning `from_ms` after the model
        time at which the stage came. It stays for as long as the stage does."""
        self._panels.lay(self, record, from_ms)


class PanelVerbs:
    """What is plotted. A panel stays until its `end()`, or until another takes its place."""

    def __init__(self, clock: Clock, words: WordVerbs) -> None:
        self._clock, self._words = clock, words
        self._traces: list[Traced] = []
        self._plots: list[Plot] = []
        self._recaps: dict[int, tuple[Patch, Kind, Notes]] = {}  # by place in `_plots`

    def trace(
        self, what: Patch | Site | Mapping[str, Site], window_ms: float, before_ms: float = 0.5,
        lines: Sequence[str] = (), bands: Kind = "", range_mV: tuple[float, float] | None = None,
        ghost: bool | Literal["all"] = False, place: Literal["panel", "stage"] = "panel",
        lanes: bool = False, beneath: Beneath = "",
    ) -> "PanelOnScreen":  # fmt: skip
        """The V(t) panel, showing `window_ms` of model time from `before_ms` ago on, with named `lines`.

        `what` is a patch; or a place of a neuron, or several by the names of their curves. `bands` shades
        the "phases" of a patch's spike, or its "refractory" periods, as time reaches them; its pulses stand
        on the axis of time unasked. It has room for a spike, or spans `range_mV`, for what is smaller. With
        `ghost` the V(t) shown before stands faint behind it, the one's stimulus where the other's is; with
        ghost="all" every earlier one of this place does.

        At place="stage" it lies across the frame under the view, which moves to its upper part; with
        `lanes` each channel in sight has a strip beneath V, closed, open or inactivated, and m3h and n4 run
        as shares. For a voltage clamp, `beneath` gives V a low row and what flows the room under it: the
        whole "current" (mA/cm2, outward positive, in the colour of the channels that TTX or TEA leaves);
        the same with what each step gave early and late against its V, as "current-voltage"; or the
        "conductance" of the gated channels. Earlier steps stand behind it with ghost="all".
        """
        actor = what if isinstance(what, Patch) else owner_of(what)
        curves = () if isinstance(what, Patch) else curves_of(what)
        if range_mV is not None and not -200 <= range_mV[0] <= range_mV[1] - LEAST_RANGE_MV <= 200:
            raise UserError(
                f"trace range_mV={range_mV}: give a lower and an upper end, {LEAST_RANGE_MV:g} mV apart"
            )
        heights = heights_of(actor, lines)
        for name, mV in heights:
            if range_mV is not None and not range_mV[0] < mV < range_mV[1]:
                raise UserError(f"trace range_mV={range_mV}: its line '{name}' is at {mV:.0f} mV, outside")
        known(bands, KINDS, "bands")
        if bands and curves:
            raise UserError(f"trace bands='{bands}' are those of a patch; leave them out for places")
        if ghost is True and not self._traces:
            raise UserError("trace ghost=True: this is the first V(t) panel; there is none to keep")
        if lanes and (place != "stage" or not isinstance(what, Patch)):
            raise UserError('trace lanes=True: only the stage of a patch has room; give place="stage" too')
        check_beneath(beneath, isinstance(what, Patch) and place == "stage" and not lanes)
        before = self._on()
        self._make_room(place)
        start, end = window_ns(actor, window_ms, before_ms)
        tick = self._clock.tick
        window = TraceWindow(
            tick, OPEN, start, end, curves=curves, range_mV=range_mV, place=place, lanes=lanes,
            beneath=beneath,
        )  # fmt: skip
        self._traces.append(Traced(window, actor, bands, ghost, actor.history.now_ns))
        self._words.spans += [Span("line", tick, OPEN, name, value_mV=mV) for name, mV in heights]
        self._follow(before, start, end)
        return PanelOnScreen(self, place, actor.history.now_ns)

    def plot(
        self, patch: Patch, what: Literal["g", "gates", "steady", "currents"], *,
        place: Place | None = None, window_ms: float | None = None, before_ms: float = 0.5,
    ) -> "PanelOnScreen":  # fmt: skip
        """Conductances "g" or "gates" over time; "steady" gates or "currents" over V, with V's marker.

        Over time it takes the window of the V(t) panel that is on, and goes on with it, or `window_ms` of
        its own from `before_ms` ago on.
        """
        known(what, tuple(_USUAL), "plot")
        start = end = 0
        if what in _OVER_TIME:
            trace = self._on()
            if window_ms is not None:
                start, end = window_ns(patch, window_ms, before_ms)
            elif trace is not None:
                start, end = trace.from_ns, trace.to_ns
            else:
                raise UserError(f"plot '{what}' needs window_ms=..., as no V(t) panel is on")
        return self._put(what, place or _USUAL[what], start, end)

    def trains(
        self, patch: Patch, currents_uA_cm2: Mapping[str, float], length_ms: float = 100.0,
        place: Place = "panel",
    ) -> "PanelOnScreen":  # fmt: skip
        """V(t) of the set of `patch` in `length_ms` under each steady current, by name, and its spikes.

        An experiment on the bench: nothing of it happens to the patch on stage.
        """
        if not 1 <= len(currents_uA_cm2) <= MOST_TRAINS or not 1 <= length_ms <= 1000:
            raise UserError(
                f"trains of {len(currents_uA_cm2)} currents for {length_ms:g} ms: show 1 or {MOST_TRAINS} "
                "for 1 to 1000 ms"
            )
        found = patch.bench.trains(tuple(currents_uA_cm2.values()), length_ms)
        rows = tuple(
            Train(self._words.word(name), v, spikes)
            for name, (v, spikes) in zip(currents_uA_cm2, found, strict=True)
        )
        return self._put("trains", place, 0, round(length_ms * NS_PER_MS), trains=rows)

    def bars(
        self, patch: Patch, cell: Geometry | None = None, place: Place = "panel",
        ions: Sequence[Ion] = ("na", "k"),
    ) -> "PanelOnScreen":  # fmt: skip
        """Concentrations of `ions` outside and inside, to scale; of a `cell`, as they change from here on.

        Three ions need the place "tall".
        """
        need_cell(cell, "bars", optional=True)
        for ion in ions:
            known(ion, ("na", "k", "cl"), "bars of")
        if len(ions) > MOST_BARS and place != "tall":
            raise UserError(f"bars of {len(ions)} ions: give place='tall', or at most {MOST_BARS}")
        now = patch.history.now_ns
        return self._put("bars", place, now, now, cell=cell, ions=tuple(ions))

    def counter(
        self, patch: Patch, cell: Geometry = SOMA_20_UM, place: Place = "beside"
    ) -> "PanelOnScreen":
        """Ions of `cell` that cross from here on, beside those that are inside already."""
        need_cell(cell, "counter")
        now = patch.history.now_ns
        return self._put("counter", place, now, now, cell=cell)

    def beads(
        self, patch: Patch, spike: Spike, cell: Geometry = SOMA_20_UM, place: Place = "wide"
    ) -> "PanelOnScreen":
        """The Na+ of a `cell` at true scale: a bead is all that enters in `spike`, and the cell is full of
        as many as were inside before; then one more comes in."""
        need_cell(cell, "beads")
        if not isinstance(spike, Spike):
            raise UserError(f"beads of {spike!r}: give the spike, what s.stimulate(...) returned")
        if place not in ("wide", "tall"):
            raise UserError(f"beads in place={place!r}: a cell full of beads needs 'wide' or 'tall'")
        portion, inside = spike.na_entered(cell).measure(), patch.ions_inside("na", cell).measure()
        count = rounded(inside / portion) if portion > 0 else 0
        if not FEWEST_BEADS <= count <= MOST_BEADS:
            raise UserError(
                f"beads: {inside:.3g} Na+ in {cell.name} are {count} times what enters; a picture shows "
                f"{FEWEST_BEADS} to {MOST_BEADS} beads, so take another cell or spike"
            )
        now = patch.history.now_ns
        return self._put("beads", place, now, now, cell=cell, ions=("na",), beads=count, portion=portion)

    def loop(self, patch: Patch, place: Place = "beside") -> "PanelOnScreen":
        """The positive feedback of the rising phase: each arrow is as strong as its rate is now."""
        now = patch.history.now_ns
        return self._put("loop", place, now, now)

    def recap(
        self, patch: Patch, window_ms: float = 10.0, before_ms: float = 0.5, lines: Sequence[str] = (),
        bands: Kind = "phases",
    ) -> Notes:  # fmt: skip
        """V(t) across the screen, the scene dim behind it; `note` marks a turning point from then on."""
        heights = heights_of(patch, lines)
        known(bands, KINDS, "bands")
        start, end = window_ns(patch, window_ms, before_ms)
        self._put("V", "wide", start, end, lines=tuple(heights))
        notes = Notes(self._clock, partial(self.take_away, "wide"))
        self._recaps[len(self._plots) - 1] = patch, bands, notes
        return notes

    # -- for the stage --------------------------------------------------------------------------

    def lay(self, panel: PanelOnScreen, record: Record, from_ms: float) -> None:
        """See `Panel.lay`. Raises UserError where the stage is not on, or has no such axis."""
        on = self._on()
        if on is None or on.place != "stage" or self._traces[-1].began_ns != panel.began_ns:
            raise UserError('lay: only the stage that is on takes a curve, s.trace(..., place="stage")')
        one = laid_of(record, on.beneath, panel.began_ns, from_ms, self._clock.tick, self._words.word)
        self._traces[-1].window = replace(on, laid=(*on.laid, one))

    def take_away(self, place: Place) -> None:
        """End what stands at `place`."""
        tick, on = self._clock.tick, self._on()
        if on is not None and place == on.place:
            self._traces[-1].window = replace(on, end_tick=tick)
            self._words.end("line")
        self._plots = [
            replace(p, end_tick=tick) if p.place == place and p.end_tick == OPEN else p for p in self._plots
        ]

    def close(self) -> tuple[tuple[TraceWindow, ...], tuple[Plot, ...]]:
        """End every panel; all of the scene, with what only the whole run shows."""
        for place in PLACES:
            self.take_away(place)
        traces = tuple(trace.closed(self._traces[:i]) for i, trace in enumerate(self._traces))
        for i, (patch, kind, notes) in self._recaps.items():
            plot = self._plots[i]
            bands = bands_of(patch, kind, plot.from_ns, plot.to_ns)
            self._plots[i] = replace(
                plot, bands=bands, stimuli=pulses_of(patch, plot), notes=resolved(patch, notes, plot)
            )
        return traces, tuple(self._plots)

    # -- inside ---------------------------------------------------------------------------------

    def _on(self) -> TraceWindow | None:
        """The V(t) panel that is on."""
        last = self._traces[-1].window if self._traces else None
        return last if last is not None and last.end_tick == OPEN else None

    def _put(self, what: str, place: Place, from_ns: int, to_ns: int, **more: Any) -> "PanelOnScreen":
        known(place, PLACES, "place")
        if place == "stage":
            raise UserError("only V(t) stands on the stage: s.trace(..., place='stage')")
        self._make_room(place)
        self._plots.append(Plot(what, place, self._clock.tick, OPEN, from_ns, to_ns, **more))
        return PanelOnScreen(self, place)

    def _make_room(self, place: Place) -> None:
        for other in (place, *COVERS[place]):
            self.take_away(other)

    def _follow(self, before: TraceWindow | None, from_ns: int, to_ns: int) -> None:
        """Panels that share the time axis of the V(t) panel go on with its new window."""
        if before is None:
            return
        for plot in [p for p in self._plots if p.end_tick == OPEN and p.what in _OVER_TIME]:
            if (plot.from_ns, plot.to_ns) == (before.from_ns, before.to_ns):
                self._put(plot.what, plot.place, from_ns, to_ns)
