"""More K+ outside: rest rises towards threshold, and a pulse that was too weak fires."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("gradients_near", title="Nearer to threshold")
TAG = "GRADIENTS"

MORE_MM = 8.0  # of K+ outside, where there were 5
WEAK = 0.75  # times the weakest pulse that fires the membrane as it was
WHOLE = 1.4  # ms of model time a second
SETTLES_MS = 25.0
CLOSE = (-78.0, -50.0)  # mV: what V(t) spans while nothing fires


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=3, ions=900, quantum=1600)
    usual, away = patch.rest, patch.threshold
    had = patch.concentration("k", "out")

    s.title("As it is", tag=TAG)
    with s.slow(ms_per_s=0.4):
        s.say("gradients_ask", highlight=patch.ions, claim=usual.near(-70, 1))
    s.trace(patch, window_ms=8, range_mV=CLOSE, lines=["threshold"], place="stage")
    weak = s.stimulate(patch, WEAK * THRESHOLD)
    crest = patch.at(weak.crest).V
    with s.slow(WHOLE):
        s.say("gradients_weak", of="V", claim=[crest < away, patch.at(weak.after(4)).V < crest])
    with s.slow(ms_per_s=30):
        s.wait(0.7)

    s.title("More potassium outside", tag=TAG)
    bars = s.bars(patch, ions=("k",))
    with s.slow(ms_per_s=0.3):
        s.say("gradients_guess", of="bars", label=[(patch.k_leak, "K⁺ leak channel")], pause_s=0.4)
    high = s.change(patch, "k_out_mM", MORE_MM, at=patch.from_now.after(0.3))
    s.measure(had=had, more=high.concentration("k", "out"), raised=high.rest)
    with s.slow(ms_per_s=0.2):
        s.say("gradients_more_k", of="bars", claim=high.rest > usual.plus(2))
    with s.slow(ms_per_s=0.4):
        s.say(
            "gradients_leak",
            highlight=patch.ions,
            claim=patch.at(high.after(0.2)).k_drive < patch.at(weak.after(0.0)).k_drive,
        )
    bars.end()
    s.trace(patch, window_ms=SETTLES_MS, before_ms=3, range_mV=CLOSE, place="stage")
    later = patch.at(high.after(SETTLES_MS - 5))
    s.say(
        "gradients_rises",
        until=high.after(SETTLES_MS - 5),
        of="V",
        claim=[later.V > usual.plus(2), later.V < high.rest.plus(1), later.V > high.rest.plus(-1)],
    )
    with s.slow(ms_per_s=20):
        s.wait(0.5)

    s.title("The same weak pulse", tag=TAG)
    s.trace(patch, window_ms=10, place="stage", lines=["threshold"], lanes=True)
    with s.slow(ms_per_s=0.2):
        s.say(
            "gradients_nearer", of="V", claim=[high.rest > usual.plus(2), high.threshold < away.plus(0.5)]
        )
    same = s.stimulate(patch, weak.pulse.amplitude_uA_cm2)
    top = patch.at(same.peak)
    s.say("gradients_fires", until=same.peak, hold=True, of="V", claim=[top.V > 0, crest < away])
    with s.slow(WHOLE):
        s.say("gradients_heart", of="V", claim=top.V > 0)
        s.wait(0.5)
