"""One action potential: a stimulus that fails, one that fires, and every phase of the spike."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("action", title="The action potential")
TAG = "ACTION POTENTIAL"


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=4, ions=1000, quantum=75, seed=43
    )

    s.trace(patch, window_ms=9, before_ms=0, lines=["threshold"])
    s.title("A weak stimulus", tag=TAG)
    with s.slow(ms_per_s=0.6):
        s.wait(0.5)
    s.stimulate(patch, 0.7 * THRESHOLD)
    s.measure(weak_peak=patch.voltage_at(patch.crest))
    with s.slow(ms_per_s=0.35):
        s.say("action_weak", claim=patch.voltage_at(patch.crest) < patch.threshold)
    with s.slow(ms_per_s=2.0):
        s.wait(1.1)

    s.trace(patch, window_ms=8, lines=["threshold"], bands="phases", ghost=True)
    s.title("Threshold", tag=TAG)
    s.stimulate(patch, 1.25 * THRESHOLD)
    peak, trough = patch.voltage_at(patch.peak), patch.voltage_at(patch.trough)
    s.measure(peak=peak, trough=trough, na_open_fraction=patch.open_fraction_at(patch.na_peak))
    past, up = patch.rises_through(-46), patch.rises_through(22)
    na_first = patch.time_of(patch.na_peak) < patch.time_of(patch.k_peak)
    k_late = patch.time_of(patch.k_peak) > patch.time_of(patch.peak)
    more_open = patch.open_fraction_at(up) > patch.open_fraction_at(past)
    h_rest, h_peak = patch.value_at("h", past), patch.value_at("h", patch.peak)
    gate_stands_open = patch.value_at("m", patch.falls_through(0)) > 0.5
    s.say("action_threshold", until=patch.rises_through(-54), claim=peak > patch.threshold)
    s.say("action_wins", until=past, claim=patch.value_at("I_net", past) < 0)

    s.title("Rising phase", tag=TAG)
    s.say("action_fast", until=patch.rises_through(-33), claim=na_first)
    s.say(
        "action_in",
        until=up,
        label=[(patch.na_stream, "Na⁺ rushes in")],
        claim=[patch.value_at("I_Na", up) < 0, patch.e_na > 0],
    )
    loop = s.loop(patch)
    s.say("action_loop", until=patch.rises_through(32), claim=more_open)
    loop.end()
    s.say("action_peak", until=patch.peak, claim=[peak > 0, peak < patch.e_na])

    s.title("Falling phase", tag=TAG)
    s.camera.punch_in(patch.inactivation_gate, seconds=3.5)
    s.say(
        "action_share",
        until=patch.falls_through(36.5),
        highlight=patch.na_channels,
        claim=[s.quantities["na_open_fraction"] < 1, h_peak < h_rest],
    )
    s.say(
        "action_plug",
        until=patch.falls_through(-12),
        highlight=patch.na_channels,
        label=[(patch.inactivation_gate, "inactivation gate")],
        claim=[h_peak < 0.5, gate_stands_open],
    )
    s.camera.back()
    s.say(
        "action_out",
        until=patch.falls_through(-69),
        highlight=patch.k_channels,
        label=[(patch.k_stream, "K⁺ leaves")],
        claim=[k_late, patch.value_at("I_K", patch.k_peak) > 0],
    )

    s.title("Undershoot and recovery", tag=TAG)
    s.say("action_under", until=patch.trough, claim=[trough < patch.rest, trough > patch.e_k])
    alone = patch.bench.recovery(pump=False) < patch.bench.recovery().plus(2)
    s.say(
        "action_recover",
        until=patch.back_at_rest(within_mV=1.5),
        claim=alone,
    )
