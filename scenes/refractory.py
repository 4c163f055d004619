"""Why a spike cannot follow at once: a second pulse slid along until one fires; and all or none."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("refractory", title="The refractory period")
TAG = "REFRACTORY PERIOD"

USUAL, TWICE, THRICE = 1.25 * THRESHOLD, 2 * THRESHOLD, 3 * THRESHOLD
SOON, TRY, REST = 0.2, 2.5, 25.0  # ms of model time a second: the first try, the others, between them
FIRST_MS, LATER_MS, STILL_LATER_MS, LAST_MS = 2.4, 3.1, 3.8, 4.5  # from the first pulse to the second one
WINDOW = {"window_ms": 12, "before_ms": 0.3, "place": "stage", "lanes": True}


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=3, ions=1400, quantum=3200
    )

    s.title("No second spike", tag=TAG)
    s.trace(patch, bands="refractory", **WINDOW)
    with s.slow(1.0):
        s.wait(0.8)
    spike = s.stimulate(patch, USUAL)
    first = patch.at(spike.peak).V
    absolute, relative = spike.absolute_refractory, spike.relative_refractory
    s.measure(absolute=absolute)
    with s.slow(1.6):
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

    def once_more(after_ms, cue=""):
        """The same two pulses, the second one later, over the traces of those before."""
        with s.slow(REST):
            s.wait(0.3)
        s.trace(patch, bands="refractory", ghost="all", **WINDOW)
        again = s.stimulate(patch, USUAL)
        if cue:
            s.say(cue, of="V", until=again.after(after_ms), hold=True, pause_s=0.05)
        else:
            with s.slow(TRY):
                s.until(again.after(after_ms))
        second = s.stimulate(patch, TWICE)
        with s.slow(TRY):
            s.wait(0.5)
        return second

    later = once_more(LATER_MS, "refractory_later")
    once_more(STILL_LATER_MS)
    last = once_more(LAST_MS, "refractory_fires")
    with s.slow(0.5):
        s.say(
            "refractory_relative",
            of="V",
            claim=[
                spike.second_threshold(STILL_LATER_MS) > 2,
                relative > absolute,
                patch.at(later.crest).V < -40,
                patch.at(last.peak).V > 0,
            ],
        )

    s.title("All or none", tag=TAG)
    with s.slow(REST):
        s.wait(0.5)
    s.trace(patch, ghost=True, **WINDOW)
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
