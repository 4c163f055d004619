"""Why a spike cannot follow at once: the absolute and the relative refractory period, and all or none."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("refractory", title="The refractory period")
TAG = "REFRACTORY PERIOD"


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=3, ions=900, quantum=700
    )

    s.trace(patch, window_ms=8.8, before_ms=0.3, bands="refractory")
    s.title("No second spike", tag=TAG)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    first = patch.at(spike.peak).V
    absolute, relative = spike.absolute_refractory, spike.relative_refractory
    after_fall = spike.lasts("rising").plus(0.5)
    harder = spike.second_threshold(4.6) > 1.2
    s.measure(absolute=absolute)
    s.say("refractory_again", until=spike.falling(0.908))
    too_soon = s.stimulate(patch, 2 * THRESHOLD)
    fails, trough = patch.at(too_soon.crest).V < 0, patch.at(too_soon.trough)
    still_shut, still_open = trough.h < 0.5, trough.g_K > 0.2
    with s.slow(ms_per_s=0.1):
        s.say(
            "refractory_nothing",
            highlight=patch.na_channels,
            label=[(patch.inactivated_channel, "inactivated")],
            claim=fails,
        )
        s.say("refractory_absolute", claim=absolute > after_fall)

    s.title("Harder to fire again", tag=TAG)
    s.say("refractory_relative", until=patch.from_now.after(0.25), claim=[harder, relative > absolute])
    s.say(
        "refractory_why",
        until=patch.from_now.after(0.25),
        label=[(patch.inactivation_gate, "still plugged"), (patch.k_stream, "still open")],
        claim=[still_shut, still_open],
    )
    with s.slow(ms_per_s=1.0):
        s.wait(0.5)
    second = s.stimulate(patch, 2 * THRESHOLD)
    again = patch.at(second.peak).V
    s.say("refractory_fires", until=second.peak, claim=[again > 0, again < first])
    s.until(second.trough, within_s=0.8)

    s.title("All or none", tag=TAG)
    with s.slow(ms_per_s=3.0):
        s.wait(1.3)
    s.trace(patch, window_ms=8, before_ms=0.3, ghost=True)
    third = s.stimulate(patch, 3 * THRESHOLD)
    strong = patch.at(third.peak).V
    s.say("refractory_all", until=third.trough, claim=[strong < first.plus(8), strong > first.plus(-8)])
    s.trains(patch, {"weak current": 8.0, "strong current": 20.0})
    with s.slow(ms_per_s=1.0):
        s.say(
            "refractory_rate", pause_s=0.8, claim=patch.bench.firing_rate(20) > patch.bench.firing_rate(8)
        )
