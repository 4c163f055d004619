"""The sodium-potassium pump: one cycle close up, and what stopping it does to the voltage."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("pump", title="The pump")
TAG = "THE RESTING MEMBRANE"


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="leaks", na_channels=2, k_channels=2, pumps=1, ions=800, quantum=30)
    share = patch.bench.pump_share
    s.measure(pump_share=share)

    s.title("The pump keeps the gradients", tag=TAG)
    s.camera.punch_in(patch.pump)
    named = [(patch.pump, "Na⁺/K⁺ pump")]
    s.say("pump_keeps", until=patch.from_now.pump_takes_na, highlight=patch.pump, label=named)
    s.say(
        "pump_cycle",
        until=patch.from_now.pump_frees_k,
        highlight=patch.pump,
        claim=patch.bench.pump_ratio.near(1.5, 1e-6),
    )
    s.camera.back(seconds=2.0)
    s.title("The pump stopped", tag=TAG)
    s.trace(patch, window_ms=24, before_ms=2, range_mV=(-75, -60), place="stage")
    rest = patch.rest
    stopped = s.change(patch, "ouabain", 0.0)
    moved = patch.at(stopped.after(12.0)).V
    with s.slow(ms_per_s=1.4):
        s.say(
            "pump_share",
            of="V",
            label=[(patch.pump, "stopped")],
            claim=[share.between(2, 6), moved > rest.plus(2), moved < rest.plus(6)],
        )
        s.wait(1.0)
