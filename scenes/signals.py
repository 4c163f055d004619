"""Inputs arrive at the dendrites, spread, fade and add up; past threshold a spike runs both ways."""

from apanim.script import Scene

scene = Scene("signals", title="Signals arrive and add up")

CLOSE = (-74.0, -46.0)  # mV: what V(t) spans while all stays below threshold


@scene.script
def script(s):
    neuron = s.neuron()
    zone, soma, left = neuron.initial_segment, neuron.soma, neuron.synapse("left")
    curves = {"axon hillock": zone}
    below = {"window_ms": 16, "lines": ["threshold"], "range_mV": CLOSE}

    s.camera.drift()
    s.title("Signals spread and fade", tag="SIGNALS")
    s.release(neuron, "right")
    with s.slow(ms_per_s=1.5):
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

    with s.slow(ms_per_s=200):
        s.wait(0.5)

    # One input: it spreads, and fades on the way.
    s.trace({"dendrite": left, "cell body": soma}, window_ms=16, range_mV=CLOSE)
    one = s.release(neuron, "left")
    alone, arriving = one.peak(zone, within_ms=10), one.arriving(left, soma, within_ms=8)
    s.measure(arriving=arriving)
    s.say(
        "signals_fades",
        until=one.crest(soma),
        label=[(left, "synapse")],
        claim=[one.lift(left, within_ms=4) > 5, arriving.between(0.1, 0.6)],
    )

    s.title("Signals add up", tag="SIGNALS")
    with s.slow(ms_per_s=25):
        s.wait(0.6)
    s.trace(curves, **below, place="stage")
    two = s.release(neuron, "left", "upper")
    both = two.peak(zone, within_ms=12)
    s.say(
        "signals_two",
        until=two.crest(zone),
        of="V",
        claim=[alone < neuron.threshold, both > alone.plus(1), both < neuron.threshold],
    )
    with s.slow(ms_per_s=36):
        s.wait(0.5)
    s.trace(curves, **below, ghost=True, place="stage")
    four = s.release(neuron, "left", "upper", "right", "inhibitory")
    vetoed = four.peak(zone, within_ms=12)
    s.say(
        "signals_inhibit",
        until=four.crest(zone),
        label=[(neuron.synapse("inhibitory"), "inhibitory synapse")],
        claim=vetoed < neuron.threshold,
    )
    with s.slow(ms_per_s=36):
        s.wait(0.5)

    s.title("A spike starts", tag="SIGNALS")
    s.trace(curves, window_ms=16, lines=["threshold"], place="stage")
    spike = s.release(neuron, "left", "upper", "right")
    first, fired = neuron.at(spike.fires()).t, spike.peak(zone, within_ms=10)
    later = [
        first < neuron.at(spike.passes(soma)).t,
        first < neuron.at(spike.passes(neuron.axon)).t,
        first < neuron.at(spike.arrives()).t,
    ]
    back = spike.peak(neuron.dendrite(4, 1.0), within_ms=10)
    reached = [back > neuron.threshold, back < fired]
    s.say(
        "signals_three",
        until=spike.fires(),
        hold=True,
        of="V",
        claim=[fired > 0, fired > vetoed.plus(20)],
    )
    density = s.density()
    with s.slow(ms_per_s=0.002):  # the trigger zone is on its way up, the cell body still below threshold
        s.say(
            "signals_zone",
            label=[(neuron.trigger_zone, "axon hillock and initial segment")],
            highlight=neuron.trigger_zone,
            claim=[neuron.na_density(zone) > neuron.na_density(neuron.axon).times(5), *later],
        )
    density.end()
    s.say(
        "signals_runs",
        until=spike.arrives(),
        label=[(neuron.terminals, "axon terminals")],
        claim=[*later, *reached],
    )
    with s.slow(ms_per_s=1.0):
        s.wait(0.5)
