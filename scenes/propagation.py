"""A spike travels along a bare axon, one way; begun in the middle, it runs both ways."""

from apanim.script import Scene

scene = Scene("propagation", title="The spike travels")
TAG = "PROPAGATION"


@scene.script
def script(s):
    axon = s.axon()
    s.title("The spike travels", tag=TAG)
    with s.slow(ms_per_s=0.02):
        s.wait(0.6)

    spike = s.stimulate(axon, place=-0.42)
    peak, speed = spike.peak(0.5, within_ms=6), spike.speed(0.2, 0.8)
    s.measure(peak=peak, speed=speed)
    near, far = spike.peak(0.2, within_ms=8), spike.peak(0.8, within_ms=8)
    in_turn = axon.at(spike.passes(0.2)).t < axon.at(spike.passes(0.8)).t
    s.until(spike.passes(0.0), within_s=0.6)
    s.say(
        "travel_enters",
        until=spike.passes(0.22),
        label=[(axon.entering, "Na⁺ enters")],
        claim=[axon.rest.near(-70, 2), near > 30],
    )
    s.say(
        "travel_local",
        until=spike.passes(0.46),
        label=[(axon.local_current, "local current")],
        claim=[in_turn, speed.near(0.4, 0.1)],
    )
    s.say(
        "travel_next",
        until=spike.passes(0.68),
        of="picture",
        claim=[near < peak.plus(1), far > peak.plus(-1), peak > 40],
    )

    s.title("Why it runs one way", tag=TAG)
    s.say(
        "travel_back",
        until=spike.passes(0.92),
        label=[(axon.refractory, "inactivated")],
        claim=axon.from_now.peak(0.2, within_ms=8) < -55,
    )
    s.say("travel_speed", until=spike.arrives(), of="picture", claim=[speed.near(0.4, 0.1), in_turn])
    with s.slow(ms_per_s=18.0):
        s.wait(0.6)

    s.title("Started in the middle", tag=TAG)
    spikes = s.stimulate(axon, place=0.5)
    both = [spikes.speed(0.6, 0.9) > 0, spikes.speed(0.1, 0.4) < 0]
    s.say("travel_middle", until=spikes.passes(0.85), of="picture", claim=both)
    s.until(spikes.passes(1.0), within_s=0.6)
