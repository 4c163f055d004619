"""Summation: two inputs at one place, at two places, far apart in time, and close together."""

from apanim.script import Scene

scene = Scene("synapses_adding", title="Adding up in space and time")
TAG = "SUMMATION"

SOON_MS, LATE_MS = 3.0, 24.0  # between the releases of one synapse
AGAIN_MS = 2.0
CLOSE = (-72.0, -52.0)


@scene.script
def script(s):
    neuron = s.neuron()
    zone, left, upper = neuron.initial_segment, neuron.synapse("left"), neuron.synapse("upper")
    curve = {"axon hillock": zone}
    below = {"lines": ["threshold"], "range_mV": CLOSE, "place": "stage"}

    def then(after_ms, *names, ms_per_s):
        with s.slow(ms_per_s):
            s.wait(after_ms / ms_per_s)
        return s.release(neuron, *names)

    s.title("In space", tag=TAG)
    s.trace(curve, window_ms=18, **below)
    one = s.release(neuron, "left")
    alone = one.lift(zone, within_ms=12)
    s.measure(alone=alone)
    s.say(
        "synapses_small",
        until=one.crest(zone),
        of="V",
        claim=[alone > 2, neuron.rest.plus(alone.measure()) < neuron.threshold],
    )
    with s.slow(ms_per_s=0.4):
        s.say("synapses_where", label=[(left, "same synapse"), (upper, "another branch")], pause_s=1.0)
    with s.slow(ms_per_s=60):
        s.wait(0.8)

    s.trace(curve, window_ms=18, ghost=True, **below)
    same = s.release(neuron, "left")
    twice = same.lift(zone, within_ms=16)
    then(AGAIN_MS, "left", ms_per_s=5.0)
    s.measure(twice=twice)
    s.say("synapses_same", until=same.crest(zone), of="V", claim=[twice < alone.times(1.75), twice > 4])
    with s.slow(ms_per_s=60):
        s.wait(0.8)

    s.trace(curve, window_ms=18, ghost="all", **below)
    apart = s.release(neuron, "left", "upper")
    both = apart.lift(zone, within_ms=16)
    s.measure(both=both)
    s.say(
        "synapses_branches",
        until=apart.crest(zone),
        label=[(upper, "another branch")],
        claim=[
            both > twice.plus(2),
            both > alone.times(1.9),
            apart.peak(zone, within_ms=16) < neuron.threshold,
        ],
    )
    with s.slow(ms_per_s=60):
        s.wait(0.8)

    s.title("In time", tag=TAG)
    s.trace(curve, window_ms=84, **below)
    first = s.release(neuron, "left")
    then(LATE_MS, "left", ms_per_s=20)
    last = then(LATE_MS, "left", ms_per_s=20)
    seldom = first.peak(zone, within_ms=3 * LATE_MS)
    with s.slow(ms_per_s=6):
        s.say(
            "synapses_seldom",
            of="V",
            claim=[seldom < neuron.threshold, last.lift(zone, within_ms=12) < alone.times(1.2)],
        )
    with s.slow(ms_per_s=60):
        s.wait(0.8)

    s.trace({"dendrite": left, **curve}, window_ms=24, range_mV=(-76.0, 42.0), place="stage")
    begun = s.release(neuron, "left")
    second = then(SOON_MS, "left", ms_per_s=6)
    then(SOON_MS, "left", ms_per_s=6)
    then(SOON_MS, "left", ms_per_s=6)
    s.measure(soon=begun.before(second))
    s.say(
        "synapses_often",
        until=begun.fires(),
        hold=True,
        label=[(left, "same synapse")],
        claim=[begun.peak(zone, within_ms=24) > 0, begun.before(second) < first.before(last).times(0.25)],
    )
    with s.slow(ms_per_s=1.2):
        s.say("synapses_temporal", of="V", claim=begun.peak(zone, within_ms=24) > 0)
