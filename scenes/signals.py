"""Inputs arrive at the dendrites, spread, fade and add up; past threshold a spike runs both ways."""

from apanim.script import Scene

scene = Scene("signals", title="Signals arrive and add up")

CLOSE = (-74.0, -46.0)  # mV: what the V(t) panel spans while all stays below threshold


@scene.script
def script(s):
    neuron = s.neuron()
    zone, soma, left = neuron.initial_segment, neuron.soma, neuron.synapse("left")
    curves = {"dendrite": left, "trigger zone": zone}
    below = {"window_ms": 16, "lines": ["threshold"], "range_mV": CLOSE}

    s.title("Signals spread and fade", tag="SIGNALS")
    with s.slow(ms_per_s=0.02):
        s.say(
            "signals_parts",
            label=[
                (neuron.dendrites, "dendrites"),
                (neuron.soma, "cell body (soma)"),
                (neuron.axon, "axon"),
                (neuron.terminals, "axon terminals"),
            ],
            claim=neuron.rest.near(-70, 0.5),
        )

    # One input: it spreads, and fades on the way.
    s.trace({"dendrite": left, "cell body": soma}, **below)
    s.stimulate(neuron, synapse="left")
    s.measure(lifted=neuron.peak(left, within_ms=4), arriving=neuron.arriving(left, soma, within_ms=8))
    alone = neuron.peak(zone, within_ms=10)
    s.say(
        "signals_depolarise",
        until=neuron.crest(left),
        label=[(left, "synapse")],
        claim=neuron.lift(left, within_ms=4) > 5,
    )
    s.say("signals_fades", until=neuron.crest(soma), claim=s.quantities["arriving"].between(0.1, 0.6))
    with s.slow(ms_per_s=2.0):
        s.say("signals_charge")

    s.title("Signals add up", tag="SIGNALS")
    with s.slow(ms_per_s=25):
        s.wait(0.6)
    s.trace(curves, **below, ghost=True)
    neuron.release("left", "upper")
    both = neuron.peak(zone, within_ms=12)
    s.say(
        "signals_two",
        until=neuron.crest(zone),
        claim=[alone < neuron.threshold, both > alone, both < neuron.threshold],
    )
    with s.slow(ms_per_s=36):
        s.wait(0.5)
    s.trace(curves, **below, ghost=True)
    neuron.release("left", "upper", "right", "inhibitory")
    vetoed = neuron.peak(zone, within_ms=12)
    s.say(
        "signals_inhibit",
        until=neuron.crest(zone),
        label=[(neuron.synapse("inhibitory"), "inhibitory synapse")],
        claim=[vetoed < both, vetoed < neuron.threshold],
    )
    with s.slow(ms_per_s=36):
        s.wait(0.5)

    s.title("Enough of them: a spike", tag="SIGNALS")
    s.trace(curves, window_ms=16, lines=["threshold"])
    neuron.release("left", "upper", "right")
    first = neuron.time_of(neuron.fires())
    fired = neuron.peak(zone, within_ms=10)
    back = neuron.dendrite(4, 1.0)
    later = [
        first < neuron.time_of(neuron.passes(soma)),
        first < neuron.time_of(neuron.passes(neuron.axon)),
        first < neuron.time_of(neuron.arrives()),
    ]
    reached = [neuron.peak(back, within_ms=10) > neuron.threshold, neuron.peak(back, within_ms=10) < fired]
    ahead = [fired > 0, fired > neuron.threshold]
    s.say("signals_three", until=neuron.fires(), hold=True, claim=ahead)
    with s.slow(ms_per_s=0.002):  # the trigger zone is on its way up, the cell body still below threshold
        s.say(
            "signals_zone",
            label=[(neuron.trigger_zone, "axon hillock and initial segment")],
            highlight=neuron.trigger_zone,
            claim=neuron.na_density(zone) > neuron.na_density(neuron.axon).times(5),
        )
    s.say(
        "signals_runs",
        until=neuron.arrives(),
        label=[(neuron.terminals, "axon terminals")],
        claim=[*later, *reached],
    )
