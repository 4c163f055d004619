"""The whole action potential on one screen, with its times and voltages."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("recap", title="Recap")


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=2, ions=900, quantum=600
    )
    s.title("The whole story", tag="RECAP")
    with s.slow(ms_per_s=1.2):
        s.wait(0.4)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    recap = s.recap(patch, window_ms=11, before_ms=1.8, lines=["threshold"], bands="phases")
    na_first = patch.at(spike.na_peak).t < patch.at(spike.k_peak).t
    recap.note("rest")
    s.say(
        "recap_rest", of="V", until=spike.rising(0.02), claim=[patch.bench.leak_ratio > 1, patch.rest < 0]
    )
    recap.note("threshold")
    s.say("recap_up", of="V", until=spike.peak, claim=patch.at(spike.na_peak).I_Na < 0)
    recap.note("peak")
    s.say("recap_down", of="V", until=spike.falling(0.991), claim=na_first)
    s.say(
        "recap_end",
        of="V",
        until=spike.trough,
        claim=[patch.at(spike.trough).V < patch.rest, patch.at(spike.trough).k_open > 0.01],
    )
    recap.note("trough")
    s.title("What if? Press T, or open the laboratory", tag="GO ON")
    s.until(spike.recovery(0.95), within_s=1.2)
    s.wait(0.7)
