"""From a command to acts: what it does to a cable, at a place or to all of its membrane."""

from dataclasses import dataclass
from math import isfinite

from apanim.errors import UserError
from apanim.lab.acts import changes
from apanim.lab.commands import BlockStretch, Command, Inject, Release, Stimulate
from apanim.physics import stimulus
from apanim.physics.cable.changes import Block, tree_at
from apanim.physics.cable.course import GRID_NS
from apanim.physics.cable.inputs import Act, Electrode
from apanim.physics.cable.tree import Section
from apanim.physics.measure.place import place_threshold_nA
from apanim.tape import CablePlan
from apanim.units import NS_PER_MS

USUALLY_AT = {"neuron": "soma@7.5", "axon": "axon@500"}  # where a stimulus goes that names no place, or
# else to the first of several axons
BLOCKED = "axon"  # the section of which a stretch may be blocked


@dataclass(frozen=True)
class CableNow:
    """A cable as a command finds it: of `plan`, under `acts`, at model time `now_ns`."""

    plan: CablePlan
    acts: tuple[Act, ...]
    now_ns: int

    @property
    def next_ns(self) -> int:
        """The next point of the solver's grid, from which on something may be done."""
        return -(-self.now_ns // GRID_NS) * GRID_NS

    def does(self, command: Command) -> tuple[Act, ...]:
        """The acts of a command. Raises UserError for one that this cable cannot follow."""
        changed = changes(command, self.next_ns)
        if changed is not None:
            return changed
        match command:
            case Stimulate(times, length_ms, again_ms, place):
                return self._pulses(times, length_ms, again_ms, place or self._usually_at)
            case Inject(section, x_um, nA, length_ms):
                return (self._electrode(self._section(section), x_um, self.next_ns, length_ms, nA),)
            case Release(synapse):
                if synapse not in self.plan.synapse:
                    known = ", ".join(self.plan.synapse) or "none"
                    raise UserError(f"no synapse {synapse!r} here; there is {known}")
                return (stimulus.Release(self.next_ns, synapse),)
            case BlockStretch(from_um, to_um, left):
                return (self._block(from_um, to_um, left),)
            case _:
                raise UserError(f"{type(command).__name__} is for a membrane, not for a {self.plan.view}")

    @property
    def _usually_at(self) -> str:
        return USUALLY_AT.get(self.plan.view, f"{self.plan.sections[0].name}@0")

    def _pulses(self, times: float, length_ms: float, again_ms: float, place: str) -> tuple[Electrode, ...]:
        section, x_um = self._place(place)
        share = self._share(section, x_um)
        try:
            now = tree_at(self.plan.tree, self.acts, self.next_ns)
            weakest_nA = place_threshold_nA(now, section.name, share, length_ms)
        except UserError:  # what fires no more is still stimulated as strongly as it was
            weakest_nA = place_threshold_nA(self.plan.tree, section.name, share, length_ms)
        starts = (0.0, again_ms) if again_ms > 0.0 else (0.0,)
        return tuple(
            self._electrode(section, x_um, self.next_ns + _ns(ms), length_ms, times * weakest_nA)
            for ms in starts
        )

    def _electrode(
        self, section: Section, x_um: float, start_ns: int, length_ms: float, nA: float
    ) -> Electrode:
        return Electrode(section.name, self._share(section, x_um), start_ns, _ns(length_ms), nA)

    def _block(self, from_um: float, to_um: float, left: float) -> Block:
        section = self._section(BLOCKED)
        if from_um >= section.length_um:
            raise UserError(f"from_um is {from_um:g}; the {BLOCKED} is {section.length_um:g} um long")
        return Block(self.next_ns, BLOCKED, from_um, to_um, left)

    def _place(self, place: str) -> tuple[Section, float]:
        """'axon@1300': a section, and how far along it, um."""
        name, at, number = place.rpartition("@")
        try:
            x_um = float(number)
        except ValueError:
            x_um = float("nan")
        if not at or not isfinite(x_um):
            raise UserError(f"place {place!r}: write a section and how far along it in um, as 'axon@1300'")
        return self._section(name), x_um

    def _section(self, name: str) -> Section:
        found = next((section for section in self.plan.sections if section.name == name), None)
        if found is None:
            raise UserError(f"no section {name!r} here; there is {', '.join(main_sections(self.plan))}")
        return found

    def _share(self, section: Section, x_um: float) -> float:
        if not 0.0 <= x_um <= section.length_um:
            long = f"the {section.name} is {section.length_um:g} um long"
            raise UserError(f"place {x_um:g} um: {long}")
        return x_um / section.length_um


def main_sections(plan: CablePlan) -> list[str]:
    """The sections that a person would name: all but the dendrites' pieces."""
    return [one.name for one in plan.sections if not one.name.startswith("dendrite ")]


def _ns(ms: float) -> int:
    return round(ms * NS_PER_MS)
