"""The stage: what a script acts on. It keeps the lecture's clock and writes the timeline down as it goes.

Running a script animates nothing. Each call advances lecture time by whole world steps, the patch by the
model time that the clock gives them, and notes what is said and shown.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from apanim.errors import UserError
from apanim.narration.captions import GAP_TICK, CaptionPage, paginate, reading_tick
from apanim.narration.catalogue import fill
from apanim.narration.speech import Speech, Voice, spoken
from apanim.physics.dendrite import RECEPTORS_MS_CM2
from apanim.physics.sets import MembraneSet
from apanim.script.axon import Axon
from apanim.script.camera import Camera
from apanim.script.claims import Claim, Quantity
from apanim.script.count import Count, check_count
from apanim.script.membrane import Patch
from apanim.script.moments import Appointment, Moment
from apanim.script.neuron import Neuron
from apanim.script.on_stage import Actor, need_patch, told
from apanim.script.part import Part
from apanim.script.plotting import PlotCalls
from apanim.script.showing import LONGEST_WAIT_S, check_seconds
from apanim.script.timeline import CameraMove, CueSpan, Span
from apanim.tape import CablePlan
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP
from apanim.world import Plan

DEFAULT_MS_PER_S = 0.4  # 1 ms of model is 2.5 s of film
PAUSE_S = 0.25  # after a sentence
HANG_S = 0.4  # a caption may stay this long after its sentence
FORCES_AT = ("k_leak", "na_leak", "ligand_stream")


@dataclass(kw_only=True)
class Stage(PlotCalls):
    """Everything a script may do: choose a membrane, stimulate it, set the clock, show and say.

    A script cannot set a state. Every method that takes time takes whole world steps (1/60 s).
    """

    voice: Voice
    ms_per_s: float = DEFAULT_MS_PER_S
    cues: list[CueSpan] = field(default_factory=list)
    speech: list[tuple[int, Speech]] = field(default_factory=list)
    captions: list[CaptionPage] = field(default_factory=list)
    claims: list[tuple[str, str, Claim]] = field(default_factory=list)  # cue, where, claim
    quantities: dict[str, Quantity] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)
    camera: Camera = field(init=False)
    camera_moves: tuple[CameraMove, ...] = ()

    def __post_init__(self) -> None:
        self.camera = Camera(lambda: self.tick, self.wait, self._where, self._named)

    # -- the membrane ---------------------------------------------------------------------------

    def membrane(
        self, membrane: MembraneSet, *, na_channels: int = 8, k_channels: int = 6, pumps: int = 1,
        ions: int = 900, quantum: int = 100, seed: int = 1, ligand_channels: int = 0,
        receptors_mS_cm2: float = RECEPTORS_MS_CM2, row: str = "mixed",
    ) -> Patch:  # fmt: skip
        """Put a patch of `membrane` on the stage, at rest, with these many of everything drawn.

        The picture holds ten proteins, in the order of `row`: "mixed", "channels" or "leaks"; what is
        beyond their number stands out of sight.
        With `ligand_channels` it has receptors, which conduct `receptors_mS_cm2` when all are open.
        """
        self._free()
        receptors = receptors_mS_cm2 if ligand_channels else 0.0
        count = Count(na_channels, k_channels, pumps, ions, quantum, seed, ligand_channels, receptors, row)
        check_count(count, membrane)
        self.actor = patch = Patch(membrane, count)
        self.measure(rest=patch.rest, threshold=patch.threshold)
        self.measure(e_na=patch.e_na, e_k=patch.e_k)
        self.measure(quantum=Quantity("quantum", "ions", lambda: float(quantum)))
        return patch

    def axon(
        self, *, length_um: float = 2600.0, diameter_um: float = 1.0,
        window_um: tuple[float, float] = (600.0, 2000.0),
    ) -> Axon:  # fmt: skip
        """Put a bare axon on the stage, at rest, of which the stretch `window_um` is seen cut open."""
        self._free()
        self.actor = axon = Axon(length_um, diameter_um, window_um)
        self.measure(rest=axon.rest)
        return axon

    def neuron(self) -> Neuron:
        """Put the whole neuron on the stage, at rest, with its synapses."""
        self._free()
        self.actor = neuron = Neuron()
        self.measure(rest=neuron.rest, threshold=neuron.threshold)
        return neuron

    def stimulate(self, actor: Actor, *strength: Any, **how: Any) -> None:
        """What `actor.stimulate` does, from this instant of model time."""
        if actor is not self._actor():
            raise UserError(f"stimulate({told(actor)}): give what is on stage, {told(self.actor)}")
        actor.stimulate(*strength, **how)

    def release_transmitter(self, patch: Patch) -> None:
        """Transmitter reaches the receptors of `patch` from this instant of model time."""
        need_patch(patch, "release_transmitter")
        patch.release()

    def clamp(self, patch: Patch, v_mV: float, over_ms: float = 0.0) -> None:
        """Hold the voltage of `patch` at `v_mV` from this instant on; led there evenly in `over_ms`."""
        need_patch(patch, "clamp")
        patch.clamp(v_mV, over_ms)

    def release_clamp(self, patch: Patch) -> None:
        """Let the voltage of `patch` go again."""
        need_patch(patch, "release_clamp")
        patch.release_clamp()

    @contextmanager
    def slow(self, ms_per_s: float) -> Iterator[None]:
        """Inside the `with`, one lecture second shows `ms_per_s` of model time."""
        if not 1e-4 <= ms_per_s <= 1000:
            raise UserError(f"slow(ms_per_s={ms_per_s}): use 0.0001 to 1000 ms of model time a second")
        before, self.ms_per_s = self.ms_per_s, ms_per_s
        yield
        self.ms_per_s = before

    # -- time -----------------------------------------------------------------------------------

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass, to the nearest world step."""
        if not 0 < seconds <= LONGEST_WAIT_S * 10:
            raise UserError(
                f"wait({seconds}): wait for more than 0 and at most {10 * LONGEST_WAIT_S:.0f} s"
            )
        self._pass(max(1, round(seconds * STEPS_PER_S)), None)

    def until(self, moment: Moment | Appointment, within_s: float | None = None) -> None:
        """Let time pass until `moment`: at the clock's pace, or in `within_s` seconds exactly."""
        target = self._actor().when_ns(moment)
        if within_s is not None:
            check_seconds("within_s", within_s)
        ahead_ms = (target - self._actor().history.now_ns) / NS_PER_MS
        lasts_s = ahead_ms / self.ms_per_s if within_s is None else within_s
        if lasts_s > LONGEST_WAIT_S:
            raise UserError(
                f"{moment.name} is {ahead_ms:.2f} ms away, {lasts_s:.0f} s at {self.ms_per_s:g} ms "
                "a second; use a faster clock or within_s"
            )
        self._pass(max(1, round(lasts_s * STEPS_PER_S)), target)

    # -- saying ---------------------------------------------------------------------------------

    def say(
        self, cue: str, *, highlight: Part | None = None, label: Sequence[tuple[Part, str]] = (),
        claim: Claim | Sequence[Claim] = (), until: Moment | Appointment | None = None,
        forces: Part | None = None, hold: bool = False, pause_s: float = PAUSE_S,
    ) -> None:  # fmt: skip
        """Say a cue of the catalogue and stay with it for as long as it is spoken, and `pause_s`.

        `until` sets the clock's pace so that the moment comes as the sentence ends; the pause goes on at
        that pace, or with `hold` the clock stands at that moment. `claim`s are checked
        against the scene's own run. `forces` shows what drives the ions at a leak or a receptor, in mV.
        """
        check_seconds("pause_s", pause_s, least=0.0)
        entry = self.catalogue.cue(cue)
        line = fill(entry, self._told(entry.text.measures()))
        speech = spoken(self.voice, cue, line)
        start = self.tick
        steps = -(-speech.duration_tick // TICKS_PER_STEP)
        # A sentence spoken faster than it can be read leaves its caption the time that it lacks.
        unread = reading_tick(line.display) - speech.duration_tick
        pause = max(1, round(pause_s * STEPS_PER_S), -(-unread // TICKS_PER_STEP))
        if until is None:
            self._pass(steps + pause, None)
        else:
            spent_ns = self._pass(steps, self._actor().when_ns(until))
            ahead_ns = 0 if hold else spent_ns * pause // steps
            self._pass(pause, self._actor().history.now_ns + ahead_ns)
        self.cues.append(CueSpan(cue, start, start + speech.duration_tick, line.display))
        self.speech.append((start, speech))
        hangs = max(round(HANG_S * TICKS_PER_S), unread)
        hang = min(self.tick - GAP_TICK, start + speech.duration_tick + hangs)
        self.captions += paginate(line.display, start, start + speech.duration_tick, hang, cue)
        if highlight is not None:
            self.spans.append(Span("highlight", start, self.tick, self._named(highlight)))
        if forces is not None:
            if self._named(forces) not in FORCES_AT:
                raise UserError(f"no forces are drawn at {forces.name!r}; use {', '.join(FORCES_AT)}")
            self.spans.append(Span("forces", start, self.tick, forces.name))
        self.spans += [
            Span("label", start, self.tick, self._named(part), self._word(text)) for part, text in label
        ]
        claims = [claim] if isinstance(claim, Claim) else list(claim)
        if odd := [one for one in claims if not isinstance(one, Claim)]:
            raise UserError(
                f"claim={odd[0]!r}: compare a quantity, such as patch.voltage_at(patch.peak) > 0"
            )
        self.claims += [(cue, self._where(), one) for one in claims]

    def measure(self, **quantities: Quantity) -> None:
        """Name quantities for the templates of the cues: measure(peak=patch.voltage_at(patch.peak))."""
        self.quantities.update(quantities)

    # -- inside ---------------------------------------------------------------------------------

    def plan(self) -> Plan | CablePlan:
        """Everything that the tape of this scene depends on."""
        return self._actor().plan()

    def close(self) -> None:
        """End everything that is still shown."""
        self._end("title")
        self.close_plots()
        last = self.tick
        self.camera_moves, drifts = self.camera.close(last)
        self.spans += drifts
        self.spans = [s if s.end_tick <= last else replace(s, end_tick=last) for s in self.spans]

    def _free(self) -> None:
        if self.actor is not None:
            raise UserError("this scene already has a membrane on stage; a scene shows one")

    def _pass(self, steps: int, target_ns: int | None) -> int:
        """`steps` world steps at the clock's pace, or evenly to `target_ns`; the model time that took."""
        history = self._actor().history
        start = history.now_ns
        whole = (
            round(self.ms_per_s * NS_PER_MS * steps / STEPS_PER_S)
            if target_ns is None
            else target_ns - start
        )
        for number in range(1, steps + 1):
            history.advance(start + whole * number // steps)
        self.step += steps
        return whole

    def _told(self, names: Sequence[str]) -> dict[str, float]:
        """The named measures' values, and any value for the rest so that the catalogue can name them."""
        for name in names:
            if name in self.quantities:
                try:
                    self.told[name] = self.quantities[name].measure()
                except LookupError as error:
                    raise UserError(f"measure '{name}': {error}") from None
        return self.told | {name: float("nan") for name in self.quantities if name not in self.told}
