"""The sodium-potassium pump: one cycle close up, and what it has to do with rest."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("pump", title="The pump")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=6, k_channels=5, pumps=2, ions=900, quantum=40, seed=3)
    s.measure(pump_share=patch.bench.pump_share)

    s.title("The pump keeps the gradients", tag="THE RESTING MEMBRANE")
    with s.slow(ms_per_s=0.6):
        s.say("pump_keeps", highlight=patch.pump, label=[(patch.pump, "Na⁺/K⁺ pump")])
        s.say("pump_out", highlight=patch.pump)
        s.say("pump_in", highlight=patch.pump)
        s.say("pump_share", claim=[patch.bench.pump_share > 0, patch.bench.pump_share < 6])
