"""Reversal potentials: a current moves the cell body, and the same synapse pulls it up, or down."""

from apanim.script import Scene

scene = Scene("synapses_reversal", title="Where a synapse pulls")
TAG = "SYNAPSES"

DOWN_NA, UP_NA = -0.1, 0.05  # through the electrode
SETTLES_MS = 24.0
RUN = {"window_ms": 46, "before_ms": 1, "lines": ["E_Cl"], "range_mV": (-82.0, -60.0), "place": "stage"}


@scene.script
def script(s):
    neuron = s.neuron()
    soma, ending = neuron.soma, neuron.synapse("inhibitory")
    curve = {"cell body": soma}

    s.title("From two sides", tag=TAG)
    s.trace(curve, **RUN)
    with s.slow(ms_per_s=1.0):
        s.wait(0.6)
    s.stimulate(neuron, soma, current_nA=DOWN_NA, duration_ms=44)
    low = neuron.from_now.lowest(soma, within_ms=SETTLES_MS)
    s.measure(low=low)
    with s.slow(ms_per_s=3.4):
        s.say("synapses_lower", label=[(neuron.electrode, "electrode")], claim=low < neuron.e_cl.plus(-5))
    up = s.release(neuron, "inhibitory")
    with s.slow(ms_per_s=2.6):
        s.say(
            "synapses_up",
            label=[(ending, "inhibitory synapse")],
            claim=[up.lift(soma, within_ms=12) > 3, up.peak(soma, within_ms=12) < neuron.e_cl.plus(0.5)],
        )
    with s.slow(ms_per_s=80):
        s.wait(0.8)

    s.trace(curve, ghost=True, **RUN)
    s.stimulate(neuron, soma, current_nA=UP_NA, duration_ms=44)
    high = neuron.from_now.peak(soma, within_ms=SETTLES_MS)
    s.measure(high=high)
    with s.slow(ms_per_s=4.4):
        s.say("synapses_higher", label=[(neuron.electrode, "electrode")], claim=high > neuron.e_cl.plus(3))
    down = s.release(neuron, "inhibitory")
    with s.slow(ms_per_s=2.2):
        s.say(
            "synapses_down",
            label=[(ending, "inhibitory synapse")],
            claim=[
                down.lowest(soma, within_ms=12) < high.plus(-3),
                down.lowest(soma, within_ms=12) > neuron.e_cl.plus(-0.5),
            ],
        )

    s.title("Reversal", tag=TAG)
    with s.slow(ms_per_s=1.0):
        s.say(
            "synapses_reverses",
            of="V",
            claim=[up.lift(soma, within_ms=12) > 1, neuron.reversal("inhibitory").near(-70, 1)],
        )
    with s.slow(ms_per_s=90):
        s.wait(0.6)
    s.trace(curve, **RUN)
    s.release(neuron, "inhibitory")  # at its own reversal potential
    with s.slow(ms_per_s=2.2):
        s.say(
            "synapses_balance",
            of="V",
            label=[(ending, "inhibitory synapse")],
            claim=neuron.reversal("inhibitory").near(-70, 1),
        )
    with s.slow(ms_per_s=90):
        s.wait(0.6)
    s.trace(curve, **RUN)
    again = s.release(neuron, "left")
    with s.slow(ms_per_s=1.6):
        s.say(
            "synapses_zero",
            label=[(neuron.synapse("left"), "excitatory synapse")],
            claim=[
                neuron.reversal("left").near(0, 1),
                neuron.reversal("left") > neuron.threshold.plus(30),
                again.lift(soma, within_ms=12) > 2,
            ],
        )
        s.say(
            "synapses_sign",
            of="V",
            claim=[
                neuron.reversal("inhibitory") < neuron.threshold,
                neuron.reversal("left") > neuron.threshold,
            ],
        )
