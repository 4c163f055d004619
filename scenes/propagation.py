"""A spike travels along a bare axon, one way; begun in the middle, it runs both ways."""

from apanim.script import Scene

scene = Scene("propagation", title="The spike travels")


@scene.script
def script(s):
    axon = s.axon()
    s.title("The spike travels", tag="PROPAGATION")
    with s.slow(ms_per_s=0.02):
        s.say("travel_axon", claim=axon.rest < -60)

    spike = s.stimulate(axon, place=-0.42)
    peak, speed = spike.peak(0.5, within_ms=6), spike.speed(0.2, 0.8)
    s.measure(peak=peak, speed=speed)
    near, far = spike.peak(0.2, within_ms=8), spike.peak(0.8, within_ms=8)
    in_turn = axon.at(spike.passes(0.2)).t < axon.at(spike.passes(0.8)).t
    s.until(spike.passes(0.0), within_s=0.6)
    s.say("travel_enters", until=spike.passes(0.17), label=[(axon.entering, "Na⁺ enters")], claim=near > 0)
    s.say(
        "travel_local",
        until=spike.passes(0.42),
        label=[(axon.local_current, "local current")],
        claim=in_turn,
    )
    s.say(
        "travel_next",
        until=spike.passes(0.64),
        claim=[near < peak.plus(1), far > peak.plus(-1)],
    )

    s.title("Why it runs one way", tag="PROPAGATION")
    s.say(
        "travel_back",
        until=spike.passes(0.90),
        label=[(axon.refractory, "inactivated")],
        claim=axon.from_now.peak(0.2, within_ms=8) < -55,
    )
    s.say("travel_speed", until=spike.arrives(), claim=speed > 0)
    with s.slow(ms_per_s=10.0):
        s.wait(0.8)

    s.title("Started in the middle", tag="PROPAGATION")
    spikes = s.stimulate(axon, place=0.5)
    both = [spikes.speed(0.6, 0.9) > 0, spikes.speed(0.1, 0.4) < 0]
    s.say("travel_middle", until=spikes.passes(0.85), claim=both)
    s.until(spikes.passes(1.0), within_s=0.6)
