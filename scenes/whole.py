"""One action potential whole, at one pace; and a stimulus that is too weak for another."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene, times_slower

scene = Scene("whole", title="A whole action potential")
TAG = "ACTION POTENTIAL"

WHOLE, WEAK = 1.8, 0.5  # ms of model time a second


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=4, ions=1600, quantum=1600
    )

    s.title("A whole spike", tag=TAG)
    s.trace(
        patch, window_ms=9, before_ms=0.5, lines=["threshold"], bands="phases", place="stage", lanes=True
    )
    with s.slow(ms_per_s=0.5):
        s.wait(1.0)
    s.measure(slowing=times_slower(WHOLE))
    whole = s.stimulate(patch, 1.25 * THRESHOLD)
    height = patch.at(whole.peak).V
    with s.slow(WHOLE):
        s.say("action_whole", of="V", claim=[height > 0, height < patch.e_na])
        s.wait(0.3)
    with s.slow(ms_per_s=14.0):
        s.wait(0.6)

    s.title("A weak stimulus", tag=TAG)
    s.trace(patch, window_ms=9, before_ms=0.5, lines=["threshold"], ghost=True, place="stage", lanes=True)
    weak = s.stimulate(patch, 0.7 * THRESHOLD)
    weak_peak = patch.at(weak.crest).V
    s.measure(weak_peak=weak_peak)
    with s.slow(WEAK):
        s.say(
            "action_weak",
            of="V",
            claim=[weak_peak < patch.threshold, patch.at(weak.after(1.0)).I_net > 0],
        )
        s.wait(0.8)
