"""The lecture's membrane under a set-up's commands, by its own equations and scipy's DOP853.

It shares no code with apanim: it reads the set-up's TOML itself, keeps its own clock, and finds the weakest
pulse that fires by bisection.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

GAS_PER_FARADAY = 8.314462618 / 96485.33212 * 1e3
SAMPLES_PER_MS = 200


@dataclass(frozen=True)
class Membrane:
    na_left: float = 1.0
    k_left: float = 1.0
    pump_left: float = 1.0
    k_out_mM: float = 5.0
    celsius: float = 37.0

    def nernst_mV(self, valence, outside_mM, inside_mM):
        return GAS_PER_FARADAY * (273.15 + self.celsius) / valence * np.log(outside_mM / inside_mM)

    def rates(self, v):
        m, h, n = v + 70 - 4, v + 70 - 8, v + 70 - 12
        return 2.5 * 3.0 ** ((self.celsius - 37) / 10) * np.array([
            [_vanishing((25 - m) / 10), 4 * np.exp(-m / 18)],
            [0.07 * np.exp(-h / 20), 1 / (np.exp((30 - h) / 10) + 1)],
            [0.1 * _vanishing((10 - n) / 10), 0.125 * np.exp(-n / 80)],
        ])  # fmt: skip

    def outward(self, v, m, h, n):
        leak_na, leak_k, pump = _balance()
        e_na, e_k = self.nernst_mV(1, 145, 15), self.nernst_mV(1, self.k_out_mM, 140)
        e_cl = self.nernst_mV(-1, 110, 110 * np.exp(-70 / (GAS_PER_FARADAY * 310.15)))
        faster = ((1 + 3.5 / 5) / (1 + 3.5 / self.k_out_mM)) ** 2
        return (
            (self.na_left * 32 * m**3 * h + leak_na) * (v - e_na)
            + (self.k_left * 9 * n**4 + leak_k) * (v - e_k)
            + 0.3 * (v - e_cl)
            + self.pump_left * pump * faster
        )

    def flow(self, _, y, current, held):
        with np.errstate(all="ignore"):  # the solver's trial steps go far
            alpha, beta = self.rates(y[0]).T
            dv = 0.0 if held else current - self.outward(*y)
            return [dv, *(alpha * (1 - y[1:]) - beta * y[1:])]

    def run(self, y, from_ms, to_ms, current=0.0, held=False):
        """Times and states (4, k), the end included."""
        count = max(2, round((to_ms - from_ms) * SAMPLES_PER_MS) + 1)
        t = np.linspace(from_ms, to_ms, count)
        go = solve_ivp(
            self.flow, (from_ms, to_ms), y, "DOP853", t, rtol=1e-9, atol=1e-10, args=(current, held)
        )
        return t, go.y

    def rest(self):
        return self.run(at_minus_70(), 0.0, 400.0)[1][:, -1]

    @cache  # noqa: B019
    def weakest(self, length_ms):
        """The weakest pulse that fires it from its rest, uA/cm2; None where none does."""
        low, high = 0.0, 10.0
        while not self._fires(high, length_ms):
            low, high = high, 2 * high
            if high > 200 / length_ms:
                return None
        while high - low > 1e-4 * high:
            middle = 0.5 * (low + high)
            low, high = (low, middle) if self._fires(middle, length_ms) else (middle, high)
        return high

    def _fires(self, current, length_ms):
        at_end = self.run(self.rest(), 0.0, length_ms, current)[1][:, -1]
        v = self.run(at_end, length_ms, length_ms + 60.0)[1][0]
        return bool(np.any((v[1:-1] > v[:-2]) & (v[1:-1] >= v[2:]) & (v[1:-1] > 0)))


def _vanishing(x):
    return 1.0 - x / 2 if abs(x) < 1e-7 else x / np.expm1(x)


def at_minus_70():
    return np.array([-70.0, *(a / (a + b) for a, b in Membrane().rates(-70.0))])


@cache
def _balance():
    """g_Na, g_K (of sum 0.3) and I_pump that hold every species still at -70 mV."""
    e_na, e_k = Membrane().nernst_mV(1, 145, 15), Membrane().nernst_mV(1, 5, 140)
    _, m, h, n = at_minus_70()
    gated_na, gated_k = 32 * m**3 * h * (-70 - e_na), 9 * n**4 * (-70 - e_k)
    left = [[-70 - e_na, 0, 3], [0, -70 - e_k, -2], [1, 1, 0]]
    return np.linalg.solve(left, [-gated_na, -gated_k, 0.3])


class Run:
    """A set-up's whole run: t_ms (k,), states (4, k), and what the membrane is in each sample."""

    def __init__(self, file: Path):
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        done, until_s = written["do"], written["until_s"]
        self.paces = [(one["at_s"], one["ms_per_s"]) for one in done if one["what"] == "pace"]
        membrane, pulses, held = Membrane(), [], None
        turns = []  # (ms, membrane, held)
        for one in done:
            now_ms = self.ms(one["at_s"])
            match one["what"]:
                case "stimulate":
                    weakest = membrane.weakest(one["length_ms"]) or Membrane().weakest(one["length_ms"])
                    for later_ms in {0.0, one.get("again_ms", 0.0)}:
                        begin = now_ms + later_ms
                        pulses.append((begin, begin + one["length_ms"], one["times_threshold"] * weakest))
                case "drug":
                    membrane = replace(membrane, na_left=one["na_left"], k_left=one["k_left"])
                case "pump":
                    membrane = replace(membrane, pump_left=one["left"])
                case "concentration":
                    membrane = replace(membrane, **{one["name"]: one["mM"]})
                case "temperature":
                    membrane = replace(membrane, celsius=one["celsius"])
                case "clamp":
                    held = one.get("v_mV")
            turns.append((now_ms, membrane, held))
        end_ms = self.ms(until_s)
        edges = {0.0, end_ms, *(ms for ms, *_ in turns), *(ms for pulse in pulses for ms in pulse[:2])}
        edges = sorted(ms for ms in edges if ms <= end_ms)
        y, times, states, sodium = at_minus_70(), [], [], []
        for begin, end in pairwise(edges):
            _, now, clamp = next(turn for turn in reversed(turns) if turn[0] <= begin)
            current = sum(amount for start, stop, amount in pulses if start <= begin < stop)
            if clamp is not None:
                y = np.array([clamp, *y[1:]])
            t, found = now.run(y, begin, end, current, clamp is not None)
            y = found[:, -1]
            times.append(t)
            states.append(found)
            v, m, h, _ = found
            sodium.append(now.na_left * 32 * m**3 * h * (v - now.nernst_mV(1, 145, 15)))
        self.t_ms, self.v_mV = np.concatenate(times), np.concatenate(states, axis=1)[0]
        self.i_na = np.concatenate(sodium)

    def ms(self, at_s):
        """Model time at lecture second `at_s`."""
        now_s = now_ms = pace = 0.0
        for from_s, ms_per_s in self.paces:
            if from_s <= at_s:
                now_ms, now_s, pace = now_ms + (from_s - now_s) * pace, from_s, ms_per_s
        return round(now_ms + (at_s - now_s) * pace, 9)

    def stretch(self, from_s, to_s):
        inside = (self.t_ms >= self.ms(from_s)) & (self.t_ms <= self.ms(to_s))
        return self.t_ms[inside], self.v_mV[inside], self.i_na[inside]


def measured(name, t, v, i_na):
    """The number that an experiment reads off a stretch."""
    match name:
        case "peak_mV":
            return v.max()
        case "height_mV":
            return v.max() - v[0]
        case "end_mV":
            return v[-1]
        case "half_width_ms":
            above = v > (v[0] + v.max()) / 2
            top = v.argmax()
            rise = top - np.argmin(above[top::-1])
            fall = top + np.argmin(above[top:])
            return t[fall] - t[rise]
        case "sodium_left":
            return abs(i_na[-1]) / np.abs(i_na).max()
    raise ValueError(name)
