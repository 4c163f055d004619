"""What is told of a thing on the page, read again as its script reads it, against the tape."""

import neuron_run
import numpy as np

from apanim.export.page.facts import SceneFacts
from apanim.export.page.scene_frames import SceneFrames
from apanim.export.page.texts import Texts

PLACE = "compartment 0"
EVERY_TICKS = 20


def test_a_places_voltage_and_gates_are_those_of_the_tape_to_their_last_figure():
    tape = neuron_run.tape()
    timeline = neuron_run.timeline(tape)
    ticks = np.arange(0, tape.duration_tick + 1, EVERY_TICKS)
    texts = Texts(1)
    facts = SceneFacts(SceneFrames(timeline, tape, 0, ticks, (timeline,)), texts)
    told = [facts.facts(PLACE, int(tick)) for tick in ticks]
    rows = facts.rows(PLACE, told, ticks.tolist())
    words = texts.columns()[0]
    states = [tape.at(int(tick)) for tick in ticks]
    voltage = np.array([state.v_mV[0] for state in states])
    assert voltage.min() < -60.0 < 0.0 < voltage.max()  # either sign
    for label, true, decimals in (
        ("voltage", voltage, 1),
        ("m", np.array([state.m[0] for state in states]), 2),
        ("h", np.array([state.h[0] for state in states]), 2),
    ):
        told_there = [row for row in rows if words[row["label"]].lower() == label.lower()]
        assert sum(row["n"] for row in told_there) == len(ticks), label
        for row in told_there:
            read = np.cumsum(row["number"]["d"]) / row["number"]["by"]
            assert row["places"] == decimals
            assert (
                np.abs(read - true[row["from"] : row["from"] + row["n"]]).max() <= 0.5001 * 10.0**-decimals
            )
