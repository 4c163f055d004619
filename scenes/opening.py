"""A nerve cell at rest, and a spike that runs along it: what the lecture is about."""

from apanim.script import Scene

scene = Scene("opening", title="What an action potential is")


@scene.script
def script(s):
    neuron = s.neuron()
    middle = neuron.at("axon", 0.5)

    s.title("A nerve cell signals", tag="THE ACTION POTENTIAL")
    with s.slow(ms_per_s=0.02):
        s.say("opening_cell", claim=neuron.rest < -60)
    neuron.release("left", "upper", "right")
    s.until(neuron.fires(), within_s=0.6)
    s.say(
        "opening_flip",
        until=neuron.arrives(),
        claim=[
            neuron.peak(middle, within_ms=8) > 0,
            neuron.duration_above(middle.section, middle.share).between(0.3, 2.0),
            neuron.time_of(neuron.passes(middle)) < neuron.time_of(neuron.arrives()),
        ],
    )
    s.title("")
    s.camera.leave(neuron.soma, scale=2.2, seconds=1.6)
