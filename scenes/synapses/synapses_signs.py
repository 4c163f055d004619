"""Two kinds of synapse: one lifts the voltage; the other opens, and nothing is to be seen of it."""

from apanim.script import Scene

scene = Scene("synapses_signs", title="Two kinds of synapse")
TAG = "SYNAPSES"

CLOSE = (-74.0, -52.0)  # mV: what V(t) spans


@scene.script
def script(s):
    neuron = s.neuron()
    soma, left = neuron.soma, neuron.synapse("left")
    curves = {"dendrite": left, "cell body": soma}

    s.camera.drift()
    s.title("Many inputs", tag=TAG)
    s.release(neuron, "right", "lower")
    with s.slow(ms_per_s=1.5):
        s.say("synapses_ask", of="picture", claim=neuron.rest.near(-70, 0.5))
    with s.slow(ms_per_s=150):
        s.wait(0.5)

    s.title("Excitation", tag=TAG)
    s.trace(curves, window_ms=16, range_mV=CLOSE)
    s.camera.punch_in((0.34, 0.5), scale=1.7, seconds=2.0)
    one = s.release(neuron, "left")
    near, arrives = one.lift(left, within_ms=4), one.lift(soma, within_ms=12)
    s.measure(near=near, arrives=arrives)
    s.say(
        "synapses_excites",
        until=one.crest(left),
        label=[(left, "excitatory synapse")],
        claim=[near > 8, neuron.reversal("left") > neuron.threshold],
    )
    s.say(
        "synapses_arrives",
        until=one.crest(soma),
        of=soma,
        label=[(soma, "cell body")],
        claim=[
            arrives > 2,
            arrives < near.times(0.5),
            neuron.at(one.crest(soma)).t > neuron.at(one.crest(left)).t,
        ],
    )
    s.camera.back(seconds=1.5)
    with s.slow(ms_per_s=12):
        s.wait(1.5)

    s.title("Inhibition", tag=TAG)
    with s.slow(ms_per_s=30):
        s.wait(0.3)
    s.trace(curves, window_ms=16, range_mV=CLOSE, ghost=True, place="stage")
    with s.slow(ms_per_s=0.1):
        s.say(
            "synapses_guess",
            label=[(neuron.synapse("inhibitory"), "inhibitory synapse")],
            pause_s=1.2,
        )
    silent = s.release(neuron, "inhibitory")
    opened = silent.conducts("inhibitory", within_ms=5)
    s.measure(times=opened.share_of(neuron.conductance(soma)))
    with s.slow(ms_per_s=1.0):
        s.say(
            "synapses_nothing",
            of="V",
            claim=[
                silent.lift(soma, within_ms=10) < 0.3,
                neuron.e_cl < neuron.rest.plus(2),
                silent.lowest(soma, within_ms=10) > neuron.rest.plus(-0.3),
            ],
        )
        s.say(
            "synapses_open",
            of="V",
            label=[(neuron.synapse("inhibitory"), "open")],
            claim=opened > neuron.conductance(soma).times(3),
        )
