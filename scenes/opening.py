"""A nerve cell fires, too fast to be seen; then slowed down; and the question what makes it do so."""

from apanim.script import Scene, times_slower

scene = Scene("opening", title="What an action potential is")

IN_LIFE = 1000.0  # ms of model time a second
SLOWED = 4.0


@scene.script
def script(s):
    neuron = s.neuron()
    middle = neuron.place("axon", 0.5)
    s.measure(slowing=times_slower(SLOWED))

    s.camera.drift()
    s.title("At its real speed", tag="THE ACTION POTENTIAL")
    with s.slow(ms_per_s=0.02):
        s.wait(0.8)
    s.release(neuron, "left", "upper", "right")
    with s.slow(ms_per_s=IN_LIFE):
        s.wait(1 / 60)
    with s.slow(ms_per_s=4.0):
        s.say("opening_cell", of="picture", claim=neuron.rest.near(-70, 2))

    s.title("A flip of the voltage", tag="THE ACTION POTENTIAL")
    s.trace({"axon": middle}, window_ms=30, before_ms=2)
    spike = s.release(neuron, "left", "upper", "right")
    with s.slow(ms_per_s=SLOWED):
        s.say(
            "opening_flip",
            of="picture",
            claim=[
                spike.peak(middle, within_ms=8) > 0,
                spike.time_above(middle).between(0.3, 2.0),
                neuron.at(spike.passes(middle)).t < neuron.at(spike.arrives()).t,
            ],
        )
        s.say("opening_ask", of="picture")
    s.title("")
    s.camera.leave(neuron.soma, scale=2.2, seconds=1.2)
