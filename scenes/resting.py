"""The resting voltage, built from nothing: gradients, then a leak of K+, then a little of Na+."""

from apanim.physics.resting import RESTING
from apanim.script import Scene

scene = Scene("resting", title="Where the resting voltage comes from")
TAG = "THE RESTING MEMBRANE"


@scene.script
def script(s):
    patch = s.membrane(
        RESTING, row="rest", na_channels=0, k_channels=0, pumps=2, ions=800, quantum=32,
        begins_mV=0.0, area_um2=0.06,
    )  # fmt: skip
    for what in ("K leak", "Na leak", "Cl leak", "ouabain"):
        s.change(patch, what, 0.0)

    s.camera.arrive()
    s.title("Two gradients, and no voltage", tag=TAG)
    s.legend()
    bars = s.bars(patch)
    with s.slow(ms_per_s=0.1):
        s.say(
            "rest_ions",
            of="bars",
            claim=[
                patch.concentration("na", "out") > patch.concentration("na", "in").times(5),
                patch.concentration("k", "in") > patch.concentration("k", "out").times(5),
            ],
        )
    bars.end()
    s.trace(patch, window_ms=45, before_ms=1, lines=["E_K"], range_mV=(-105, 5), place="stage")
    with s.slow(ms_per_s=0.1):
        s.say(
            "rest_gradient",
            of="V",
            label=[(patch.k_leak, "shut")],
            claim=patch.at(patch.from_now.after(0.1)).V.near(0, 0.01),
        )

    s.title("Potassium leaks out", tag=TAG)
    opened = s.change(patch, "K leak", 1.0)
    with s.slow(ms_per_s=0.8):
        s.say(
            "rest_open",
            highlight=patch.k_leak,
            label=[(patch.k_leak, "K⁺ leak channel")],
            claim=patch.at(opened.after(4.0)).V < -30,
        )
        s.say("rest_charge", of="V", claim=patch.at(opened.after(8.0)).V < patch.at(opened.after(4.0)).V)
    with s.slow(ms_per_s=1.2):
        s.say(
            "rest_balance",
            of="V",
            highlight=patch.k_leak,
            forces=patch.k_leak,
            claim=patch.at(opened.after(20.0)).V < patch.e_k.plus(2),
        )

    s.title("A little sodium leaks in", tag=TAG)
    all_open = [s.change(patch, what, 1.0) for what in ("Na leak", "Cl leak", "ouabain")][-1]
    settled = patch.at(all_open.after(16.0)).V
    with s.slow(ms_per_s=1.6):
        s.say(
            "rest_na",
            highlight=patch.na_leak,
            label=[(patch.na_leak, "Na⁺ leak channel")],
            claim=[settled > patch.e_k.plus(10), settled.near(-70, 1), patch.bench.leak_ratio > 3],
        )
        s.say("rest_minus", of="V", claim=settled < 0)
        ink = s.draw(_ink)
        s.say("rest_ink", of="V", claim=patch.e_k < settled)
        ink.end()
        s.wait(0.5)


def _ink(t_s, glass):
    """INK: its letters and what each stands for come in one after the other."""
    for number, (letter, word) in enumerate((("I", "inside"), ("N", "negative"), ("K⁺", "potassium"))):
        there = min(max((t_s - 0.9 * number) / 0.4, 0.0), 1.0)
        at = (0.32 + 0.11 * number, 0.64)
        if there > 0.0:
            yield glass.text(at, letter, size=72, colour="k", opacity=there)
            yield glass.text(glass.beside(at, down=46), word, size=30, opacity=there)
