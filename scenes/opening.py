"""A nerve cell at rest, and a spike that runs along it: what the lecture is about."""

from apanim.script import Scene

scene = Scene("opening", title="What an action potential is")


@scene.script
def script(s):
    neuron = s.neuron()
    middle = neuron.place("axon", 0.5)

    s.title("A nerve cell signals", tag="THE ACTION POTENTIAL")
    with s.slow(ms_per_s=0.02):
        s.say("opening_cell", claim=neuron.rest < -60)
    spike = s.release(neuron, "left", "upper", "right")
    s.until(spike.fires(), within_s=0.6)
    s.say(
        "opening_flip",
        until=spike.arrives(),
        claim=[
            spike.peak(middle, within_ms=8) > 0,
            spike.time_above(middle).between(0.3, 2.0),
            neuron.at(spike.passes(middle)).t < neuron.at(spike.arrives()).t,
        ],
    )
    s.title("")
    s.camera.leave(neuron.soma, scale=2.2, seconds=1.6)
