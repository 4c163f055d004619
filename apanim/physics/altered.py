"""A membrane unlike the one that is asked for: its numbers set, multiplied or moved, in words.

`g_k_mS_cm2=x0.5` halves the voltage-gated K+ conductance, `temperature_C=+10` warms by ten degrees,
`pump_uA_cm2=0` stops the pump, `synapses=x0.5` halves what every synapse conducts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal

from apanim.errors import UserError
from apanim.physics.cable.inputs import Synapse
from apanim.physics.cable.tree import Section
from apanim.physics.measure.rest import resting
from apanim.physics.perturb import CONCENTRATIONS, at_temperature, with_concentrations
from apanim.physics.sets import MembraneSet

SYNAPSES = "synapses"
NAMES = (
    SYNAPSES,
    *(f.name for f in fields(MembraneSet) if f.type is float and f.name not in ("v_rest_mV", "u_zero_mV")),
)
_WRITTEN = re.compile(r"(?P<name>\w+)=(?P<how>[x+]?)(?P<value>-?[0-9.]+(e-?[0-9]+)?)")


@dataclass(frozen=True)
class Alteration:
    """One of NAMES is `value`, so many times what it was ("x"), or so much more ("+")."""

    name: str
    how: Literal["", "x", "+"]
    value: float

    def of(self, was: float) -> float:
        """What becomes of a number."""
        return {"": self.value, "x": was * self.value, "+": was + self.value}[self.how]


@dataclass(frozen=True)
class Altered:
    """How every membrane and every synapse differs from what is asked for; in nothing, unless told."""

    alterations: tuple[Alteration, ...] = ()

    def membrane(self, membrane: MembraneSet) -> MembraneSet:
        """`membrane` as it is then, at the rest that it then has. Raises UserError for one that cannot be.

        The pump goes with the concentrations, the gates' rates with the temperature.
        """
        changed = membrane
        for one in self.alterations:
            if one.name == SYNAPSES:
                continue
            value = one.of(getattr(changed, one.name))
            if one.name in CONCENTRATIONS:
                changed = with_concentrations(changed, **{one.name: value})
            elif one.name == "temperature_C":
                changed = at_temperature(changed, value)
            else:
                changed = replace(changed, **{one.name: value})
        return membrane if changed == membrane else resting(changed)

    def receptors(self, g: float) -> float:
        """What all receptors of a synapse conduct then, in the unit of `g`."""
        for one in self.alterations:
            g = one.of(g) if one.name == SYNAPSES else g
        return g

    def sections(self, sections: Iterable[Section]) -> list[Section]:
        """The sections of a cable, each with its membrane as it is then."""
        return [replace(section, membrane=self.membrane(section.membrane)) for section in sections]

    def synapse(self, synapse: Synapse) -> Synapse:
        """A synapse of a cable as it is then."""
        return replace(synapse, g_nS=self.receptors(synapse.g_nS))


UNALTERED = Altered()


def altered(written: Iterable[str]) -> Altered:
    """The alterations that are written, in order. Raises UserError for one that cannot be read."""
    return Altered(tuple(_alteration(text) for text in written))


def _alteration(text: str) -> Alteration:
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise UserError(f"{text!r}: write name=value, name=xFACTOR or name=+MORE, as g_k_mS_cm2=x0.5")
    if found["name"] not in NAMES:
        raise UserError(f"{text!r}: a membrane has no {found['name']!r}; it has {', '.join(NAMES)}")
    how: Literal["", "x", "+"] = "x" if found["how"] == "x" else "+" if found["how"] else ""
    try:
        return Alteration(found["name"], how, float(found["value"]))
    except ValueError:
        raise UserError(f"{text!r}: {found['value']} is no number") from None
