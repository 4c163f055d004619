"""A membrane at rest: its voltage, its two gradients, and the leak that makes the one out of the other."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("resting", title="The resting membrane")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="leaks", na_channels=2, k_channels=2, pumps=2, ions=800, quantum=30)

    s.camera.arrive()
    s.trace(patch, window_ms=12, before_ms=0, lines=[])
    s.title("A voltage across the membrane", tag="THE RESTING MEMBRANE")
    s.legend()
    with s.slow(ms_per_s=0.06):
        s.say("rest_meter", label=[(patch.electrode, "inside electrode")])
        s.say("rest_minus", claim=patch.rest < 0)

    s.title("Two gradients", tag="THE RESTING MEMBRANE")
    s.bars(patch)
    with s.slow(ms_per_s=0.06):
        s.say(
            "rest_crowded",
            claim=[
                patch.concentration("na", "out") > patch.concentration("na", "in"),
                patch.concentration("k", "in") > patch.concentration("k", "out"),
            ],
        )

    s.title("The leak makes the voltage", tag="THE RESTING MEMBRANE")
    s.trace(patch, window_ms=30, before_ms=0, lines=["E_K"])
    with s.slow(ms_per_s=0.6):
        s.say(
            "rest_leak_k",
            highlight=patch.k_leak,
            label=[(patch.k_leak, "K⁺ leak channel")],
            claim=patch.bench.leak_ratio > 1,
        )
        s.say("rest_balance", highlight=patch.k_leak, forces=patch.k_leak, claim=patch.e_k < patch.rest)
        s.say(
            "rest_leak_na",
            highlight=patch.na_leak,
            label=[(patch.na_leak, "Na⁺ leak channel")],
            claim=patch.rest > patch.e_k,
        )
        s.say("rest_ink")
