"""A toxin that keeps the inactivation gate from shutting: a spike begins, and does not end."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("drugs_open", title="Without inactivation")
TAG = "DRUGS AND POISONS"

PULSE = 1.4
WHOLE = 1.4  # ms of model time a second
STAGE = {"window_ms": 16, "before_ms": 0.5, "place": "stage", "lanes": True}


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=3, ions=900, quantum=6400)

    s.title("A gate that cannot shut", tag=TAG)
    stage = s.trace(patch, **STAGE)
    usual = s.stimulate(patch, PULSE * THRESHOLD)
    plugged = patch.at(usual.falling(0.9))
    s.say(
        "drugs_ball",
        until=usual.falling(0.9),
        label=[(patch.inactivated_channel, "inactivated")],
        claim=[plugged.h < 0.3, patch.at(usual.trough).V < -70],
    )
    with s.slow(ms_per_s=20):
        s.wait(0.7)

    stage.end()
    s.change(patch, "pronase", 0.0)
    s.camera.punch_in(patch.inactivation_gate, scale=1.6, seconds=2.5)
    with s.slow(ms_per_s=0.4):
        s.say(
            "drugs_open_binds",
            highlight=patch.na_channels,
            label=[(patch.inactivation_gate, "cannot shut")],
        )
        s.camera.back(seconds=5.0)
        s.say(
            "drugs_open_guess",
            of=patch.na_channels,
            label=[(patch.activation_gate, "can open")],
            pause_s=1.5,
        )

    s.trace(patch, ghost=True, **STAGE)
    held = s.stimulate(patch, usual.pulse.amplitude_uA_cm2)
    late = patch.at(held.after(9))
    s.measure(stays=late.V)
    s.say(
        "drugs_open_stays",
        until=held.after(5),
        of="V",
        claim=[late.V > 0, late.h > 0.7, late.k_open > 0.3],
    )
    with s.slow(ms_per_s=0.5):
        s.say(
            "drugs_open_balance",
            highlight=patch.na_channels,
            label=[(patch.na_channels, "Na⁺ in"), (patch.k_channels, "K⁺ out")],
            claim=[late.I_net.between(-2, 2), late.I_Na < -100, late.I_K > 100],
        )
    with s.slow(ms_per_s=0.8):
        s.say("drugs_open_end", of="V", claim=patch.at(held.after(12)).V > 0)
        s.wait(0.5)
