"""The whole action potential on one screen, with its times and voltages."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("recap", title="Recap")


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=2, ions=900, quantum=450, seed=6
    )
    s.title("The whole story", tag="RECAP")
    with s.slow(ms_per_s=1.2):
        s.wait(0.4)
    s.stimulate(patch, 1.25 * THRESHOLD)
    recap = s.recap(patch, window_ms=11, before_ms=1.8, lines=["threshold"], bands="phases")
    na_first = patch.time_of(patch.na_peak) < patch.time_of(patch.k_peak)
    recap.note("rest")
    s.say("recap_rest", until=patch.rises_through(-50), claim=patch.bench.leak_ratio > 1)
    recap.note("threshold")
    s.until(patch.peak, within_s=1.0)
    recap.note("peak")
    s.say("recap_spike", until=patch.falls_through(-69), claim=na_first)
    with s.slow(ms_per_s=1.5):
        s.until(patch.trough)
    recap.note("trough")
    s.say("recap_end", until=patch.back_at_rest(within_mV=1.5))
    s.wait(0.4)
