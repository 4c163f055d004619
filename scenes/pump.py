"""The sodium-potassium pump: one cycle close up, and what it has to do with rest."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("pump", title="The pump")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="leaks", na_channels=2, k_channels=2, pumps=1, ions=800, quantum=30)
    share = patch.bench.pump_share
    s.measure(pump_share=share)

    s.title("The pump keeps the gradients", tag="THE RESTING MEMBRANE")
    s.camera.punch_in(patch.pump)
    named = [(patch.pump, "Na⁺/K⁺ pump")]
    s.say("pump_keeps", until=patch.from_now.pump_frees_k, highlight=patch.pump, label=named)
    s.say("pump_takes", until=patch.from_now.pump_takes_na, highlight=patch.pump, label=named)
    s.say("pump_out", until=patch.from_now.pump_frees_na, highlight=patch.pump)
    s.say(
        "pump_in",
        until=patch.from_now.pump_frees_k,
        highlight=patch.pump,
        claim=patch.bench.pump_ratio.near(1.5, 1e-6),
    )
    s.camera.back(seconds=4.0)
    with s.slow(ms_per_s=0.3):
        s.say(
            "pump_share",
            highlight=patch.k_leak,
            label=[(patch.k_leak, "K⁺ leak channel")],
            claim=[share > 0, share < 6],
        )
