"""Why a spike cannot follow at once: a second pulse slid along until one fires; and all or none."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("refractory", title="The refractory period")
TAG = "REFRACTORY PERIOD"

USUAL, TWICE, THRICE = 1.25 * THRESHOLD, 2 * THRESHOLD, 3 * THRESHOLD
SOON, TRY, REST = 0.25, 2.5, 25.0  # ms of model time a second: the first try, the others, between them
FIRST_MS, LATER_MS = 2.4, (3.1, 3.8, 4.5)  # from the first pulse to the second one


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=3, ions=900, quantum=700
    )

    s.trace(patch, window_ms=11, before_ms=0.3, bands="refractory", place="stage", lanes=True)
    s.title("No second spike", tag=TAG)
    spike = s.stimulate(patch, USUAL)
    first = patch.at(spike.peak).V
    absolute, relative = spike.absolute_refractory, spike.relative_refractory
    s.measure(absolute=absolute)
    with s.slow(1.0):
        s.until(spike.after(FIRST_MS))
    too_soon = s.stimulate(patch, TWICE)
    fails = patch.at(too_soon.after(0.3))
    with s.slow(SOON, to=too_soon.after(1.2)):
        s.say(
            "refractory_again",
            highlight=patch.na_channels,
            label=[(patch.inactivated_channel, "inactivated")],
            claim=[fails.V < -20, fails.h < 0.4],
        )
    with s.slow(ms_per_s=1.0):
        s.say(
            "refractory_absolute", of="V", claim=[absolute > spike.lasts("rising").plus(0.5), absolute < 4]
        )

    s.title("Later and later", tag=TAG)
    tries = []
    for after_ms in LATER_MS:
        with s.slow(REST):
            s.wait(0.5)
        s.trace(
            patch, window_ms=11, before_ms=0.3, bands="refractory", ghost="all", place="stage", lanes=True
        )
        again = s.stimulate(patch, USUAL)
        with s.slow(TRY):
            s.until(again.after(after_ms))
            tries.append(s.stimulate(patch, TWICE))
            s.wait(0.6)
    with s.slow(TRY):
        s.say(
            "refractory_later",
            of="V",
            claim=[patch.at(tries[0].crest).V < -40, patch.at(tries[-1].peak).V > 0],
        )
    s.say(
        "refractory_relative",
        of="V",
        claim=[spike.second_threshold(LATER_MS[1]) > 2, relative > absolute],
    )

    s.title("All or none", tag=TAG)
    with s.slow(REST):
        s.wait(0.5)
    s.trace(patch, window_ms=11, before_ms=0.3, ghost=True, place="stage", lanes=True)
    strong = s.stimulate(patch, THRICE)
    height = patch.at(strong.peak).V
    with s.slow(TRY):
        s.say("refractory_all", of="V", claim=[height < first.plus(8), height > first.plus(-8)])
    s.trains(patch, {"weak current": 8.0, "strong current": 20.0})
    s.say(
        "refractory_rate",
        of="trains",
        pause_s=0.8,
        claim=patch.bench.firing_rate(20) > patch.bench.firing_rate(8).times(1.1),
    )
