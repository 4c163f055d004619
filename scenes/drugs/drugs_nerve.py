"""A local anaesthetic on a stretch of an axon: half of the channels are not missed, nine in ten are."""

from apanim.script import Scene

scene = Scene("drugs_nerve", title="A stretch that is numb")
TAG = "DRUGS AND POISONS"

STRETCH = (0.4, 0.7)  # of what is seen of the axon
HALF, FEW = 0.5, 0.1  # of its Na+ channels are left


@scene.script
def script(s):
    axon = s.axon()

    s.title("Local anaesthetic", tag=TAG)
    usual = s.stimulate(axon, -0.42)
    s.until(usual.passes(0.02), within_s=0.6)
    s.say("drugs_nerve_pain", until=usual.passes(1.0), of="picture")
    with s.slow(ms_per_s=18.0):
        s.wait(0.6)
    with s.slow(ms_per_s=0.05):
        # The model has no block that depends on use: an anaesthetic is told as what TTX does, and said so.
        s.say(
            "drugs_nerve_half",
            of="picture",
            at={"blocks": lambda: s.change(axon, "TTX", HALF, within=STRETCH)},
            pause_s=1.2,
        )

    s.title("Half of them blocked", tag=TAG)
    spike = s.stimulate(axon, -0.42)
    outside, inside = spike.speed(0.1, 0.35), spike.speed(0.45, 0.65)
    low = spike.peak(0.55, within_ms=8)
    s.measure(outside=outside, inside=inside)
    s.until(spike.passes(0.02), within_s=0.6)
    s.say(
        "drugs_nerve_passes",
        until=spike.passes(0.9),
        of="picture",
        claim=[low > 0, low < spike.peak(0.2, within_ms=8).plus(-10), spike.peak(0.9, within_ms=8) > 40],
    )
    with s.slow(ms_per_s=8.0):
        s.say("drugs_nerve_slower", of="picture", claim=inside < outside.times(0.9))

    s.title("Nine in ten blocked", tag=TAG)
    s.change(axon, "TTX", FEW, within=STRETCH)
    with s.slow(ms_per_s=0.05):
        s.say("drugs_nerve_more", of="picture")
    again = s.stimulate(axon, -0.42)
    s.until(again.passes(0.02), within_s=0.6)
    s.say(
        "drugs_nerve_comes", until=again.passes(0.38), of="picture", claim=again.peak(0.3, within_ms=8) > 40
    )
    with s.slow(ms_per_s=0.35):
        s.say(
            "drugs_nerve_stops",
            label=[(axon.refractory, "inactivated")],
            claim=[again.peak(0.75, within_ms=10) < -55, again.peak(0.55, within_ms=10) < -20],
        )
    with s.slow(ms_per_s=1.0):
        s.say("drugs_nerve_use", of="picture")
        s.say("drugs_nerve_end", of="picture", claim=again.peak(0.9, within_ms=10) < -60)
        s.wait(0.5)
