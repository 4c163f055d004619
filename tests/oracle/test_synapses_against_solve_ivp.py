"""The lesson's EPSPs and IPSPs against the same neuron, written out anew: scipy's BDF, to 1e-6.

Every section is cut and joined here by its own law (Ohm along the axis, half a compartment to each face),
the gates are those of the textbook's oracle, the receptors their papers' schemes as differential equations.
"""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.sparse import bmat, coo_matrix, csc_matrix, diags, identity

from apanim.physics.cable.course import CableCourse
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import STEP_MS, unmyelinated
from apanim.physics.stimulus import Release

RT_F = 8.314462618 * 310.15 / 96485.33212 * 1e3
E_NA, E_K, E_CL = RT_F * np.log(145 / 15), RT_F * np.log(5 / 140), -70.0
AMPA_NS, GABA_NS, OHM_CM = 4.0, 100.0, 120.0
PLACES = {"left": ("dendrite 1 branch 2 b", 0.8), "upper": ("dendrite 2 branch 3 b", 0.8),
          "soma": ("soma", 0.5), "zone": ("initial segment", 0.9)}  # fmt: skip
SYNAPSES = {"left": "left", "upper": "upper", "inhibitory": "soma"}
NEURON = unmyelinated()


def rates(v):
    """(3, 2, n) alpha and beta of m, h, n."""
    m, h, n = v + 66, v + 62, v + 58

    def line(x):
        return np.where(np.abs(x) < 1e-7, 1 - x / 2, x / np.expm1(np.where(np.abs(x) < 1e-7, 1.0, x)))

    return 2.5 * np.array([
        [line((25 - m) / 10), 4 * np.exp(-m / 18)],
        [0.07 * np.exp(-h / 20), 1 / (np.exp((30 - h) / 10) + 1)],
        [0.1 * line((10 - n) / 10), 0.125 * np.exp(-n / 80)],
    ])  # fmt: skip


class Cell:
    """Compartments (uS, nF) joined over the faces of their sections, the junctions eliminated."""

    def __init__(self):
        sections, where, self.first = NEURON.tree.sections, {}, {}
        nodes, joins, count = [], [], 0
        for s in sections:
            self.first[s.name] = count
            dx, d = s.length_um / s.compartments * 1e-4, s.diameter_um * 1e-4
            half = 1e6 * np.pi * d**2 / 4 / (OHM_CM * dx / 2)
            for k in range(s.compartments):
                nodes.append((s, np.pi * d * dx))
                if k:
                    joins.append((count + k - 1, count + k, half / 2))
            start = where.setdefault((s.parent, s.parent_end), []) if s.parent else []
            start.append((count, half))
            count += s.compartments
            where.setdefault((s.name, 1), []).append((count - 1, half))
            where.setdefault((s.name, 0), []).append((self.first[s.name], half))
        for faces in where.values():
            whole = sum(g for _, g in faces)
            joins += [
                (a, b, ga * gb / whole) for i, (a, ga) in enumerate(faces) for b, gb in faces[i + 1 :]
            ]
        i, j, g = (np.array(x) for x in zip(*joins, strict=True))
        axial = coo_matrix((g, (i, j)), (count, count))
        axial = axial + axial.T
        self.axial = csc_matrix(axial - diags(np.asarray(axial.sum(axis=1)).ravel()))
        area = np.array([a for _, a in nodes])
        field = lambda name: 1e3 * area * [getattr(s.membrane, name) for s, _ in nodes]  # noqa: E731
        self.c_nF, self.size = field("c_uF_cm2"), count
        self.g_na, self.g_k, self.pump = field("g_na_mS_cm2"), field("g_k_mS_cm2"), field("pump_uA_cm2")
        self.leaks = [field(f"g_{ion}_leak_mS_cm2") for ion in ("na", "k", "cl")]

    def at(self, place):
        name, share = PLACES[place]
        cuts = next(s.compartments for s in NEURON.tree.sections if s.name == name)
        return self.first[name] + min(int(share * cuts), cuts - 1)


@cache
def cell():
    return Cell()


def bound(y, transmitter, gaba):
    """d/dt of a receptor's states: two-state AMPA (open), or GABA-A (C1, C2, O1, O2; the rest unbound)."""
    if not gaba:
        return np.array([1.1 * transmitter * (1 - y[0]) - 0.19 * y[0]])
    c1, c2, o1, o2 = y
    c0 = 1 - y.sum()
    return np.array([
        20 * transmitter * c0 - 4.6 * c1 - 10 * transmitter * c1 + 9.2 * c2 - 3.3 * c1 + 9.8 * o1,
        10 * transmitter * c1 - 9.2 * c2 - 10.6 * c2 + 0.41 * o2,
        3.3 * c1 - 9.8 * o1,
        10.6 * c2 - 0.41 * o2,
    ])  # fmt: skip


def solve(releases_ms, until_ms, current_nA=0.0):
    """V of the places every 0.1 ms, a current into the soma from 0 on, transmitter for 1 ms a release."""
    c = cell()
    n = c.size
    names = sorted(releases_ms)
    spans = {name: slice(0, 4) if name == "inhibitory" else slice(0, 1) for name in names}
    offsets, total = {}, 4 * n
    for name in names:
        offsets[name] = slice(total, total + spans[name].stop)
        total += spans[name].stop
    injected = np.zeros(n)
    injected[c.at("soma")] = current_nA

    def flow(t, y, full):
        v, gates = y[:n], y[n : 4 * n].reshape(3, n)
        m, h, k = gates
        g_na, g_k = c.g_na * m**3 * h + c.leaks[0], c.g_k * k**4 + c.leaks[1]
        inward = (
            injected + c.axial @ v - c.pump - g_na * (v - E_NA) - g_k * (v - E_K) - c.leaks[2] * (v - E_CL)
        )
        out = np.empty_like(y)
        for name in names:
            state, gaba, site = y[offsets[name]], name == "inhibitory", c.at(SYNAPSES[name])
            opened, g, e = (state[2:].sum(), GABA_NS, E_CL) if gaba else (state[0], AMPA_NS, 0.0)
            inward[site] -= 1e-3 * g * opened * (v[site] - e)
            out[offsets[name]] = bound(state, 1.0 if name in full else 0.0, gaba)
        out[:n] = inward / c.c_nF
        out[n : 4 * n] = np.concatenate(
            [a * (1 - x) - b * x for x, (a, b) in zip(gates, rates(v), strict=True)]
        )
        return out

    eye = identity(n)
    rows = [[c.axial + eye, eye, eye, eye]] + [
        [eye if j in (0, i) else None for j in range(4)] for i in (1, 2, 3)
    ]
    pattern = np.zeros((total, total), bool)
    pattern[: 4 * n, : 4 * n] = bmat(rows).toarray() != 0
    for name in names:
        pattern[offsets[name], offsets[name]] = True
        pattern[c.at(SYNAPSES[name]), offsets[name]] = True
    rest = np.array([a / (a + b) for a, b in rates(np.full(1, -70.0))])
    y = np.concatenate([np.full(n, -70.0), np.repeat(rest, n), np.zeros(total - 4 * n)])
    edges = sorted(
        {0.0, until_ms, *(t + d for times in releases_ms.values() for t in times for d in (0, 1))}
    )
    seen = {name: [-70.0] for name in PLACES}
    for start, end in pairwise(edges):
        full = {k for k, times in releases_ms.items() if any(t <= start < t + 1 for t in times)}
        got = solve_ivp(flow, (start, end), y, "BDF", rtol=1e-6, atol=1e-7, args=(full,),
                        jac_sparsity=csc_matrix(pattern), max_step=0.5)  # fmt: skip
        y = got.y[:, -1]
        for name, v in seen.items():
            v.extend(got.y[c.at(name)].tolist())
    return {name: np.array(v) for name, v in seen.items()}


def ours(releases_ms, until_ms, current_nA=0.0):
    course = CableCourse(NEURON.tree, NEURON.synapses)
    if current_nA:
        course.act(Electrode("soma", 0.5, 0, round(until_ms * 1e6), current_nA))
    for name, times in releases_ms.items():
        for t in times:
            course.act(Release(round(t * 1e6), name))
    v = course.grid(0, round(until_ms * 1e6))[:, 0]
    return {name: v[:, NEURON.tree.at(*place)] for name, place in PLACES.items()}


@pytest.mark.parametrize(
    ("releases_ms", "until_ms"),
    [
        ({"left": (0.0,)}, 12.0),
        ({"left": (0.0,), "upper": (0.0,)}, 14.0),
        ({"left": (0.0, 2.0)}, 13.0),
        ({"left": (0.0,), "upper": (0.0,), "inhibitory": (2.0,)}, 12.0),
    ],
    ids=["one EPSP", "in space", "in time", "shunted"],
)  # fmt: skip
def test_the_peaks_of_epsps_agree_everywhere_within_a_twentieth_of_a_millivolt(releases_ms, until_ms):
    exact, mine = solve(releases_ms, until_ms), ours(releases_ms, until_ms)
    for place, v in exact.items():
        assert v.max() > -69.0
        assert mine[place].max() == pytest.approx(v.max(), abs=0.05), place


@pytest.mark.parametrize("current_nA", [-0.1, 0.05])
def test_an_ipsp_turns_towards_rest_from_either_side_by_as_much(current_nA):
    exact = solve({"inhibitory": (20.0,)}, 28.0, current_nA)["soma"]
    mine = ours({"inhibitory": (20.0,)}, 28.0, current_nA)["soma"]
    furthest = (np.min, np.max)[current_nA > 0]
    assert furthest(mine) == pytest.approx(furthest(exact), abs=0.05)
    assert mine[-1] == pytest.approx(exact[-1], abs=0.05)
    released = round(20 / STEP_MS)
    assert abs(mine[released + round(4 / STEP_MS)] - E_CL) < 0.4 * abs(mine[released] - E_CL)
