"""Shunting: a synapse that moves nothing at rest lets three others fail, if it opens in time."""

from apanim.script import Scene

scene = Scene("synapses_shunt", title="Shunting")
TAG = "INHIBITION"

THREE = ("left", "upper", "right")
LATE_MS = 5.0  # after the three, and as much too late
SPAN = (-76.0, 42.0)


@scene.script
def script(s):
    neuron = s.neuron()
    zone, soma, ending = neuron.initial_segment, neuron.soma, neuron.synapse("inhibitory")
    run = {"window_ms": 16, "lines": ["threshold"], "range_mV": SPAN, "place": "stage"}
    curve = {"axon hillock": zone}

    s.title("Shunting", tag=TAG)
    s.trace(curve, **run)
    with s.slow(ms_per_s=0.4):
        s.wait(0.4)
    spike = s.release(neuron, *THREE)
    fired = spike.peak(zone, within_ms=12)
    s.say("synapses_three", until=spike.fires(), of="V", claim=fired > 0)
    with s.slow(ms_per_s=8):
        s.wait(0.6)
    with s.slow(ms_per_s=0.2):
        s.say("synapses_bet", label=[(ending, "inhibitory synapse")], pause_s=1.2)
    with s.slow(ms_per_s=60):
        s.wait(0.8)

    s.trace(curve, ghost=True, **run)
    held = s.release(neuron, *THREE, "inhibitory")
    vetoed = held.peak(zone, within_ms=14)
    s.measure(vetoed=vetoed)
    s.say(
        "synapses_vetoes",
        until=held.crest(zone),
        of="V",
        claim=[vetoed < neuron.threshold, fired > vetoed.plus(20)],
    )
    with s.slow(ms_per_s=0.5):
        s.say(
            "synapses_hole",
            label=[(ending, "inhibitory synapse")],
            claim=[
                held.conducts("inhibitory", within_ms=4) > neuron.conductance(soma).times(3),
                vetoed > neuron.reversal("inhibitory"),
            ],
        )
    with s.slow(ms_per_s=60):
        s.wait(0.8)

    s.title("Too late", tag=TAG)
    s.trace(curve, ghost="all", **run)
    again = s.release(neuron, *THREE)
    with s.slow(ms_per_s=5.0):
        s.wait(LATE_MS / 5.0)
    late = s.release(neuron, "inhibitory")
    s.measure(late=again.before(late))
    s.say(
        "synapses_late",
        until=again.fires(),
        of="V",
        claim=[again.peak(zone, within_ms=12) > 0, again.before(late) > 4],
    )
    with s.slow(ms_per_s=1.2):
        s.say("synapses_end", of="picture", claim=[vetoed < neuron.threshold, fired > 0])
        s.wait(0.6)
