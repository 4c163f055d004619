"""Everything the bench can measure of a named membrane, as data and as text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from apanim.errors import UserError
from apanim.physics import measure, patch
from apanim.physics.cable import neuron
from apanim.physics.cell import by_species
from apanim.physics.measure.rest import resting
from apanim.physics.perturb import at_temperature
from apanim.physics.sets import MembraneSet
from apanim.physics.squid import SQUID_1952
from apanim.physics.textbook import TEXTBOOK

SETS = {"TEXTBOOK": TEXTBOOK, "SQUID_1952": SQUID_1952}
DURATIONS_MS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
CURRENTS_UA_CM2 = (4.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0)
INTERVALS_SHOWN = 12
# Diameter (um) and axial resistivity (ohm cm) of each set's axon: the paper's, and a thin bare one.
AXONS = {"SQUID_1952": (476.0, 35.4), "TEXTBOOK": (1.0, neuron.AXIAL_OHM_CM)}

Value = float | str | bool | None


@dataclass(frozen=True)
class Measurement:
    """One measured number (or word, or yes and no) with its unit; None, with the reason, for none."""

    name: str
    value: Value
    unit: str
    note: str = ""


@dataclass(frozen=True)
class MembraneReport:
    """What was measured of one membrane, by topic."""

    membrane: str
    temperature_C: float
    topics: dict[str, list[Measurement]]

    def as_dict(self) -> dict[str, object]:
        """For JSON: membrane, temperature and, by topic, the quantities with value, unit and note."""
        measures = {
            topic: [
                {"name": q.name, "value": q.value, "unit": q.unit} | ({"note": q.note} if q.note else {})
                for q in quantities
            ]
            for topic, quantities in self.topics.items()
        }
        return {"membrane": self.membrane, "temperature_C": self.temperature_C, "measures": measures}

    def as_text(self) -> str:
        """One quantity a line, by topic."""
        lines = [f"{self.membrane}, {self.temperature_C:g} °C"]
        width = max(len(q.name) for quantities in self.topics.values() for q in quantities)
        for topic, quantities in self.topics.items():
            lines += ["", topic]
            for q in quantities:
                line = f"  {q.name:<{width}}  {_shown(q.value):>9} {q.unit}"
                lines.append((line + (f"   ({q.note})" if q.note else "")).rstrip())
        return "\n".join(lines)


def known_set(name: str) -> MembraneSet:
    """The set called `name`. Raises UserError for an unknown name."""
    if name not in SETS:
        raise UserError(
            f"no membrane set {name!r}; use one of {', '.join(SETS)}, or your own: FILE.py:NAME"
        )
    return SETS[name]


def run_measure(
    base: MembraneSet, celsius: float | None = None, with_neuron: bool = False
) -> MembraneReport:
    """Measure a set, warmed or cooled to `celsius`, and with `with_neuron` the lecture's neuron.

    What a membrane does not have (a warm one may not fire) is reported as missing, with the reason.
    """
    membrane = resting(base if celsius is None else at_temperature(base, celsius))
    if with_neuron and (base != TEXTBOOK or celsius not in (None, TEXTBOOK.temperature_C)):
        raise UserError(
            f"the neuron is made of TEXTBOOK at {TEXTBOOK.temperature_C:g} C; leave out --neuron, "
            f"or measure TEXTBOOK without --temperature"
        )
    axon = next((AXONS[name] for name, one in SETS.items() if one == base), AXONS["TEXTBOOK"])
    found = {"Rest": list(_rest(membrane))}
    topics: dict[str, Callable[[MembraneSet], Iterator[Measurement]]] = {
        "Threshold": _threshold, "Spike": _spike, "Phases": _phases, "Ions": _ions, "Channels": _channels,
        "Refractoriness": _refractory, "Steady current": _steady, "Axon": lambda m: _axon(m, *axon),
    }  # fmt: skip
    for topic, part in topics.items():
        try:
            found[topic] = list(part(membrane))
        except UserError as error:
            found[topic] = [Measurement("not measured", None, "", str(error))]
    if with_neuron:
        for kind, made in (("bare axon", neuron.unmyelinated()), ("myelinated axon", neuron.myelinated())):
            found[f"Neuron with a {kind}"] = list(_neuron(made))
    return MembraneReport(membrane.name, membrane.temperature_C, found)


def _rest(membrane: MembraneSet) -> Iterator[Measurement]:
    rest = measure.measure_rest(membrane)
    yield Measurement("rest", rest.v_mV, "mV", "" if rest.stable else "unstable: it fires by itself")
    flowing = by_species(patch.currents(patch.init(membrane, rest.v_mV), membrane))
    for species, current in zip(("Na+", "K+", "Cl-"), flowing, strict=True):
        yield Measurement(f"net {species} current", float(current), "uA/cm2")
    for species, e in (("Na", membrane.e_na_mV), ("K", membrane.e_k_mV), ("Cl", membrane.e_cl_mV)):
        yield Measurement(f"E_{species}", e, "mV")


def _threshold(membrane: MembraneSet) -> Iterator[Measurement]:
    rest, threshold = measure.measure_rest_mV(membrane), measure.measure_threshold_mV(membrane)
    yield Measurement("threshold", threshold, "mV", "smallest instantaneous jump that fires")
    yield Measurement("jump to threshold", threshold - rest, "mV")
    yield Measurement("rheobase", measure.measure_rheobase_uA_cm2(membrane), "uA/cm2")
    found = measure.strength_duration_uA_cm2(membrane, DURATIONS_MS)
    for duration, strength in zip(DURATIONS_MS, found, strict=True):
        yield Measurement(f"pulse of {duration:g} ms", _number(strength), "uA/cm2")
    broken = measure.measure_anode_break_uA_cm2(membrane)
    none = "" if broken is not None else "no release from up to 50 ms of hyperpolarisation fires"
    yield Measurement("anode break", broken, "uA/cm2", none)


def _spike(membrane: MembraneSet) -> Iterator[Measurement]:
    spike = measure.measure_spike(membrane)
    yield Measurement("jump given", spike.jump_mV, "mV", "1.15 times threshold's, at 0 ms")
    yield Measurement("peak", spike.peak_mV, "mV")
    yield Measurement("trough", spike.trough_mV, "mV")
    yield Measurement("amplitude", spike.amplitude_mV, "mV")
    yield Measurement("half width", spike.half_width_ms, "ms")


def _phases(membrane: MembraneSet) -> Iterator[Measurement]:
    spike = measure.measure_spike(membrane)
    yield Measurement("rising from", spike.threshold_ms, "ms")
    yield Measurement("peak, falling from", spike.peak_ms, "ms")
    yield Measurement("undershoot from", spike.rest_crossing_ms, "ms")
    yield Measurement("trough", spike.trough_ms, "ms")
    yield Measurement("back within 1 mV of rest", spike.back_ms, "ms")


def _ions(membrane: MembraneSet) -> Iterator[Measurement]:
    moved = measure.measure_charge(membrane)
    yield Measurement("Na+ in, gross", moved.na_in_gross, "ions/um2", "through the gated channels")
    yield Measurement("K+ out, gross", moved.k_out_gross, "ions/um2", "through the gated channels")
    yield Measurement("Na+ in, net", moved.na_in_net, "ions/um2", "all pathways, rest subtracted")
    yield Measurement("K+ out, net", moved.k_out_net, "ions/um2", "all pathways, rest subtracted")
    yield Measurement("least to charge the membrane", moved.least, "ions/um2")
    for place, gain in moved.na_gain_mM.items():
        yield Measurement(f"Na+ gain, {place}", gain, "mM", _share(gain, membrane.na_in_mM))
    for place, loss in moved.k_loss_mM.items():
        yield Measurement(f"K+ loss, {place}", loss, "mM", _share(loss, membrane.k_in_mM))


def _channels(membrane: MembraneSet) -> Iterator[Measurement]:
    found = measure.measure_channels(membrane)
    yield Measurement("Na+ channels that opened at least once", 100.0 * found.na_opened_once, "%")
    yield Measurement("K+ channels that opened at least once", 100.0 * found.k_opened_once, "%")
    yield Measurement("Na+ channels open at once, at most", 100.0 * found.na_open_at_most, "%")
    yield Measurement("K+ channels open at once, at most", 100.0 * found.k_open_at_most, "%")
    yield Measurement("Na+ channels inactivated at rest", 100.0 * found.inactivated_at_rest, "%")
    yield Measurement("Na+ channels inactivated at the peak", 100.0 * found.inactivated_at_peak, "%")
    yield Measurement("Na+ channels inactivated back at rest", 100.0 * found.inactivated_at_return, "%")


def _refractory(membrane: MembraneSet) -> Iterator[Measurement]:
    found = measure.measure_refractoriness(membrane)
    yield Measurement("absolute until", found.absolute_end_ms, "ms", "20 times threshold still fails")
    yield Measurement("relative until", found.relative_end_ms, "ms", "within 1 % of rest's threshold")
    for i in np.linspace(0, found.interval_ms.size - 1, INTERVALS_SHOWN).round().astype(int):
        after = f"second pulse after {found.interval_ms[i]:.2f} ms"
        yield Measurement(after, _number(float(found.relative[i])), "x threshold")


def _steady(membrane: MembraneSet) -> Iterator[Measurement]:
    rates = measure.firing_rates_Hz(membrane, CURRENTS_UA_CM2)
    for current, rate in zip(CURRENTS_UA_CM2, rates, strict=True):
        note = "" if rate else "not repetitive, or peaks below 0 mV"
        yield Measurement(f"{current:g} uA/cm2", rate, "Hz", note)


def _axon(membrane: MembraneSet, diameter_um: float, axial_ohm_cm: float) -> Iterator[Measurement]:
    found = measure.measure_axon(membrane, diameter_um, axial_ohm_cm)
    size = f"{diameter_um:g} um, {axial_ohm_cm:g} ohm cm"
    yield Measurement("conduction velocity", found.velocity_m_s, "m/s", size)
    yield Measurement("travelling amplitude", found.amplitude_mV, "mV")
    yield Measurement("Na+ in, net of rest", found.na_in_pmol_cm2, "pmol/cm2")
    yield Measurement("K+ out, net of rest", found.k_out_pmol_cm2, "pmol/cm2")


def _neuron(made: neuron.LectureNeuron) -> Iterator[Measurement]:
    found = measure.measure_neuron(made)
    yield Measurement("compartments", float(found.compartments), "")
    yield Measurement("one input fires", found.one_input_fires, "")
    yield Measurement("three inputs together fire", found.inputs_together_fire, "")
    yield Measurement("three inputs 25 ms apart fire", found.inputs_in_turn_fire, "")
    yield Measurement("two inputs together fire", found.two_inputs_fire, "")
    yield Measurement("one input four times in 9 ms fires", found.one_input_repeated_fires, "")
    yield Measurement("inhibition vetoes the three", found.inhibition_vetoes, "")
    yield Measurement("spike starts in", found.starts_in, "")
    yield Measurement("spike starts at", found.start_ms, "ms", "inputs at 1 ms")
    yield Measurement("spike back in the soma at", found.soma_ms, "ms")
    yield Measurement("spike at the last terminal at", found.terminals_ms, "ms")
    yield Measurement("conduction velocity", found.velocity_m_s, "m/s")


def _number(x: float) -> float | None:
    return float(x) if isfinite(x) else None


def _share(part_mM: float, whole_mM: float) -> str:
    return f"{100.0 * part_mM / whole_mM:.2g} % of {whole_mM:.3g} mM"


def _shown(value: Value) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if abs(value) >= 1000 else f"{round(value, 9) + 0.0:.4g}"
