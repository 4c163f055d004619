"""Tetrodotoxin: every Na+ channel is plugged, and no pulse makes a spike any more."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("drugs_ttx", title="Without sodium channels")
TAG = "DRUGS AND POISONS"

PULSE = 1.4
STRONGER = 4.0  # times the first pulse
WHOLE = 1.4  # ms of model time a second
STAGE = {"window_ms": 8, "before_ms": 0.5, "place": "stage", "lanes": True}


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=3, ions=900, quantum=1600)

    s.title("A spike, as it is", tag=TAG)
    with s.slow(ms_per_s=0.3):
        s.say("drugs_ask", highlight=patch.na_channels, label=[(patch.k_channels, "K⁺ channel")])
    stage = s.trace(patch, **STAGE)
    usual = s.stimulate(patch, PULSE * THRESHOLD)
    peak = patch.at(usual.peak)
    s.measure(peak=peak.V)
    s.say("drugs_control", until=usual.trough, of="V", claim=[peak.V > 0, peak.na_open > 0.1])
    with s.slow(ms_per_s=20):
        s.wait(0.6)

    stage.end()
    s.title("Tetrodotoxin", tag=TAG)
    s.camera.punch_in(patch.blocked_channel, seconds=2.5)
    with s.slow(ms_per_s=0.4):
        s.say(
            "drugs_ttx_binds",
            highlight=patch.na_channels,
            label=[(patch.blocked_channel, "tetrodotoxin")],
            at={"plugs": lambda: s.change(patch, "TTX", 0.0)},
        )
        s.camera.back(seconds=4.0)
        s.say(
            "drugs_ttx_guess",
            of=patch.blocked_channel,
            label=[(patch.blocked_channel, "blocked")],
            pause_s=1.5,
        )

    s.trace(patch, ghost=True, **STAGE)
    again = s.stimulate(patch, usual.pulse.amplitude_uA_cm2)
    crest = patch.at(again.crest)
    s.measure(crest=crest.V)
    with s.slow(WHOLE):
        s.say(
            "drugs_ttx_fails",
            of="V",
            claim=[crest.V < 0, patch.at(again.after(3)).V < crest.V],
        )
    with s.slow(ms_per_s=20):
        s.wait(0.6)
    s.trace(patch, ghost="all", **STAGE)
    strong = s.stimulate(patch, STRONGER * usual.pulse.amplitude_uA_cm2)
    lifted = patch.at(strong.crest)
    with s.slow(WHOLE):
        s.say(
            "drugs_ttx_strong",
            of="V",
            claim=[
                lifted.V > crest.V,
                patch.at(strong.after(0.6)).V < lifted.V.plus(-10),
                lifted.V < peak.V,
            ],
        )
    with s.slow(ms_per_s=3.0):
        s.say("drugs_ttx_nerve", of=patch.blocked_channel, label=[(patch.blocked_channel, "blocked")])
        s.wait(0.5)
