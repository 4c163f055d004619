"""One patch of membrane rests, is stimulated too weakly, then enough, fires, and recovers."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("spike", title="One action potential")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=8, k_channels=6, pumps=3, ions=900, quantum=120)

    s.trace(patch, window_ms=12, before_ms=0, lines=["threshold"])
    s.title("Resting membrane", tag="ACTION POTENTIAL")
    s.legend()
    with s.slow(ms_per_s=0.06):
        s.say("rest_polarised", claim=patch.rest < 0)
        s.say("rest_gradients")
    with s.slow(ms_per_s=0.6):
        s.say(
            "rest_leak",
            highlight=patch.leak_channels,
            label=[(patch.k_leak, "K⁺ leak channel")],
            claim=patch.e_k < patch.rest,
        )
        s.say("rest_pump", highlight=patch.pump, label=[(patch.pump, "Na⁺/K⁺ pump")])
    with s.slow(ms_per_s=0.06):
        s.say(
            "gates_shut",
            label=[
                (patch.activation_gate, "activation gate"),
                (patch.inactivation_gate, "inactivation gate"),
            ],
        )

    s.title("A weak stimulus", tag="ACTION POTENTIAL")
    weak = s.stimulate(patch, 0.7 * THRESHOLD)
    weak_peak = patch.at(weak.crest).V
    s.measure(weak_peak=weak_peak)
    with s.slow(ms_per_s=0.6):
        s.say("weak_pulse", claim=weak_peak < patch.threshold)
        s.wait(1.0)

    s.trace(patch, window_ms=8, lines=["threshold"])
    s.title("Threshold", tag="ACTION POTENTIAL")
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    at_peak, trough = patch.at(spike.peak), patch.at(spike.trough).V
    na_peak, k_peak = patch.at(spike.na_peak), patch.at(spike.k_peak)
    s.measure(peak=at_peak.V, trough=trough, na_open_fraction=na_peak.na_open)
    s.say(
        "threshold",
        until=spike.rising(0.055),
        claim=at_peak.V > patch.threshold,
    )

    s.title("Rising phase", tag="ACTION POTENTIAL")
    s.say(
        "sodium_first",
        until=spike.rising(0.273),
        label=[(patch.na_stream, "Na⁺ rushes in")],
        claim=na_peak.t < k_peak.t,
    )
    s.say("feedback", until=spike.rising(0.97))
    s.say(
        "peak",
        until=spike.falling(0.204),
        claim=[at_peak.V > 0, at_peak.V < patch.e_na],
    )

    s.title("Falling phase", tag="ACTION POTENTIAL")
    s.say(
        "inactivation",
        until=spike.falling(0.532),
        highlight=patch.na_channels,
        label=[(patch.inactivation_gate, "inactivated")],
    )
    s.say(
        "potassium_out",
        until=spike.falling(0.981),
        highlight=patch.k_channels,
        label=[(patch.k_stream, "K⁺ leaves")],
        claim=k_peak.t > at_peak.t,
    )

    s.title("Undershoot and recovery", tag="ACTION POTENTIAL")
    s.say(
        "undershoot",
        until=spike.trough,
        claim=[trough < patch.rest, trough > patch.e_k],
    )
    s.say("recovery", until=spike.recovery(0.776))
    s.wait(1.0)
