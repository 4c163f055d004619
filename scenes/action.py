"""One action potential step by step: one pace a phase, and held while more is said."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("action", title="The action potential")
TAG = "ACTION POTENTIAL"

# Model time a second, in ms: so slow that each open pore passes six ions a second, of QUANTUM each.
RISE, FALL, UNDER, BACK = 0.04, 0.05, 0.12, 0.26
QUANTUM = 40


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=4, ions=1600, quantum=QUANTUM
    )

    s.title("Threshold", tag=TAG)
    s.trace(
        patch, window_ms=7, before_ms=0.3, lines=["threshold"], bands="phases", place="stage", lanes=True
    )
    with s.slow(RISE):
        s.wait(0.7)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    past, up = spike.rising(0.05), spike.rising(0.84)
    at_peak, at_past, at_up = patch.at(spike.peak), patch.at(past), patch.at(up)
    na_peak, k_peak, trough = patch.at(spike.na_peak), patch.at(spike.k_peak), patch.at(spike.trough).V
    s.measure(peak=at_peak.V, trough=trough)
    with s.slow(RISE, to=past):
        s.say(
            "action_threshold",
            of="V",
            claim=[at_peak.V > patch.threshold, at_past.t > patch.at(spike.after(0.2)).t],
        )
        s.say("action_wins", of="V", claim=[at_past.I_net < 0, at_past.V < patch.threshold.plus(6)])

    s.title("Rising phase", tag=TAG)
    with s.slow(RISE, to=spike.rising(0.2)):
        s.say("action_loop", highlight=patch.na_channels, claim=at_up.na_open > at_past.na_open.times(2))
    s.camera.punch_in(patch.na_stream, scale=1.1, seconds=1.5)
    with s.slow(RISE, to=up):
        s.say(
            "action_in",
            label=[(patch.na_stream, "Na⁺ rushes in")],
            claim=[at_up.I_Na < 0, at_up.V < patch.e_na, na_peak.t < k_peak.t],
        )
    with s.slow(RISE, to=spike.falling(0.05)):
        s.say("action_peak", of="V", claim=[at_peak.V > 0, at_peak.V < patch.e_na])

    s.title("Falling phase", tag=TAG)
    with s.slow(RISE, to=spike.falling(0.25)):
        s.say(
            "action_plug",
            highlight=patch.na_channels,
            label=[(patch.inactivation_gate, "inactivation gate")],
            claim=[patch.at(spike.falling(0.4)).h < 0.3, patch.at(spike.falling(0.34)).m > 0.5],
        )
    s.camera.back(seconds=1.5)
    with s.slow(FALL, to=spike.falling(0.77)):
        s.say(
            "action_out",
            highlight=patch.k_channels,
            label=[(patch.k_stream, "K⁺ leaves")],
            claim=[k_peak.t > at_peak.t, k_peak.I_K > 0, k_peak.k_open > 0.1],
        )

    s.title("Undershoot and recovery", tag=TAG)
    with s.slow(UNDER, to=spike.trough):
        s.say(
            "action_under",
            of="V",
            claim=[trough < patch.rest.plus(-3), trough > patch.e_k, patch.at(spike.trough).k_open > 0.01],
        )
    alone = patch.bench.recovery(pump=False) < patch.bench.recovery().plus(2)
    back = spike.recovery(0.2)
    with s.slow(BACK, to=back):
        s.say("action_recover", of="V", claim=[alone, patch.at(back).I_net < 0])
    with s.slow(BACK):
        s.wait(0.7)
