"""One action potential: a stimulus that fails, one that fires, and every phase of the spike."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("action", title="The action potential")
TAG = "ACTION POTENTIAL"


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=4, ions=1000, quantum=75
    )

    s.trace(patch, window_ms=9, before_ms=0, lines=["threshold"])
    s.title("A weak stimulus", tag=TAG)
    with s.slow(ms_per_s=0.6):
        s.wait(0.5)
    weak = s.stimulate(patch, 0.7 * THRESHOLD)
    weak_peak = patch.at(weak.crest).V
    s.measure(weak_peak=weak_peak)
    with s.slow(ms_per_s=0.35):
        s.say("action_weak", claim=weak_peak < patch.threshold)
    with s.slow(ms_per_s=2.0):
        s.wait(1.1)

    s.trace(patch, window_ms=8, lines=["threshold"], bands="phases", ghost=True)
    s.title("Threshold", tag=TAG)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    past, up = spike.rising(0.099), spike.rising(0.839)
    at_peak, at_past, at_up = patch.at(spike.peak), patch.at(past), patch.at(up)
    na_peak, k_peak, trough = patch.at(spike.na_peak), patch.at(spike.k_peak), patch.at(spike.trough).V
    s.measure(peak=at_peak.V, trough=trough, na_open_fraction=na_peak.na_open)
    s.say("action_threshold", until=spike.rising(0.011), claim=at_peak.V > patch.threshold)
    s.say("action_wins", until=past, claim=at_past.I_net < 0)

    s.title("Rising phase", tag=TAG)
    s.say("action_fast", until=spike.rising(0.24), claim=na_peak.t < k_peak.t)
    s.say(
        "action_in",
        until=up,
        label=[(patch.na_stream, "Na⁺ rushes in")],
        claim=[at_up.I_Na < 0, patch.e_na > 0],
    )
    loop = s.loop(patch)
    s.say("action_loop", until=spike.rising(0.948), claim=at_up.na_open > at_past.na_open)
    loop.end()
    s.say("action_peak", until=spike.peak, claim=[at_peak.V > 0, at_peak.V < patch.e_na])

    s.title("Falling phase", tag=TAG)
    s.camera.punch_in(patch.inactivation_gate, seconds=3.5)
    s.say(
        "action_share",
        until=spike.falling(0.002),
        highlight=patch.na_channels,
        claim=[na_peak.na_open < 1, at_peak.h < at_past.h],
    )
    s.say(
        "action_plug",
        until=spike.falling(0.457),
        highlight=patch.na_channels,
        label=[(patch.inactivation_gate, "inactivation gate")],
        claim=[at_peak.h < 0.5, patch.at(spike.falling(0.344)).m > 0.5],
    )
    s.camera.back()
    s.say(
        "action_out",
        until=spike.falling(0.991),
        highlight=patch.k_channels,
        label=[(patch.k_stream, "K⁺ leaves")],
        claim=[k_peak.t > at_peak.t, k_peak.I_K > 0],
    )

    s.title("Undershoot and recovery", tag=TAG)
    s.say("action_under", until=spike.trough, claim=[trough < patch.rest, trough > patch.e_k])
    alone = patch.bench.recovery(pump=False) < patch.bench.recovery().plus(2)
    s.say(
        "action_recover",
        until=spike.recovery(0.832),
        claim=alone,
    )
