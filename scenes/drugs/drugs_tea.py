"""Tetraethylammonium: few K+ channels are left, and a spike lasts longer."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("drugs_tea", title="With few potassium channels")
TAG = "DRUGS AND POISONS"

PULSE = 1.4
LEFT = 0.15  # of the K+ channels
WHOLE = 1.4  # ms of model time a second
STAGE = {"window_ms": 14, "before_ms": 0.5, "place": "stage", "lanes": True}


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=3, ions=900, quantum=1600)

    s.title("Tetraethylammonium", tag=TAG)
    stage = s.trace(patch, **STAGE)
    usual = s.stimulate(patch, PULSE * THRESHOLD)
    falls = usual.lasts("falling")
    high = patch.at(usual.peak)
    with s.slow(WHOLE):
        s.say("drugs_washed", of="V", claim=[high.V > 0, patch.at(usual.trough).k_open > 0.005])
    with s.slow(ms_per_s=20):
        s.wait(0.6)

    stage.end()
    s.camera.punch_in(patch.blocked_k_channel, scale=1.6, seconds=2.0)
    with s.slow(ms_per_s=0.4):
        s.say(
            "drugs_tea_binds",
            highlight=patch.k_channels,
            label=[(patch.blocked_k_channel, "tetraethylammonium")],
            at={"blocks": lambda: s.change(patch, "TEA", LEFT)},
        )
        s.camera.back(seconds=4.0)
        s.say(
            "drugs_tea_guess",
            of=patch.blocked_k_channel,
            label=[(patch.blocked_k_channel, "blocked")],
            pause_s=1.5,
        )

    s.trace(patch, ghost=True, **STAGE)
    slow = s.stimulate(patch, usual.pulse.amplitude_uA_cm2)
    longer, late = slow.lasts("falling"), patch.at(slow.falling(0.5))
    s.measure(usual_fall=falls, tea_fall=longer)
    s.say(
        "drugs_tea_wide",
        until=slow.falling(0.9),
        of="V",
        claim=[longer > falls.times(1.5), patch.at(slow.peak).V > high.V],
    )
    with s.slow(ms_per_s=0.55):
        s.say(
            "drugs_tea_why",
            label=[(patch.inactivated_channel, "inactivated")],
            claim=[late.h < 0.2, late.g_K < patch.at(usual.falling(0.5)).g_K],
        )
        s.say("drugs_tea_apart", of="V", claim=longer > falls)
        s.wait(0.5)
