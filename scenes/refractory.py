"""Why a spike cannot follow at once: the absolute and the relative refractory period, and all or none."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("refractory", title="The refractory period")
TAG = "REFRACTORY PERIOD"


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=5, k_channels=3, pumps=3, ions=900, quantum=500, seed=58
    )

    s.trace(patch, window_ms=8.8, before_ms=0.3, bands="refractory")
    s.title("No second spike", tag=TAG)
    s.stimulate(patch, 1.25 * THRESHOLD)
    first = patch.voltage_at(patch.peak)
    absolute, relative = patch.absolute_refractory, patch.relative_refractory
    after_fall = patch.phase_lasts("rising").plus(0.5)
    harder = patch.second_pulse_threshold(4.6) > 1.2
    s.measure(absolute=absolute)
    s.say("refractory_again", until=patch.falls_through(-60))
    s.stimulate(patch, 2 * THRESHOLD)
    fails = patch.voltage_at(patch.crest) < 0
    still_shut, still_open = (
        patch.value_at("h", patch.trough) < 0.5,
        patch.value_at("g_K", patch.trough) > 0.2,
    )
    with s.slow(ms_per_s=0.1):
        s.say(
            "refractory_nothing",
            highlight=patch.na_channels,
            label=[(patch.inactivated_channel, "inactivated")],
            claim=fails,
        )
        s.say("refractory_absolute", claim=absolute > after_fall)

    s.title("Harder to fire again", tag=TAG)
    s.say("refractory_relative", until=patch.after(0.25), claim=[harder, relative > absolute])
    s.say(
        "refractory_why",
        until=patch.after(0.25),
        label=[(patch.inactivation_gate, "still plugged"), (patch.k_stream, "still open")],
        claim=[still_shut, still_open],
    )
    with s.slow(ms_per_s=1.0):
        s.wait(0.5)
    s.stimulate(patch, 2 * THRESHOLD)
    again = patch.voltage_at(patch.peak)
    s.say("refractory_fires", until=patch.peak, claim=[again > 0, again < first])
    s.until(patch.trough, within_s=0.8)

    s.title("All or none", tag=TAG)
    with s.slow(ms_per_s=3.0):
        s.wait(1.3)
    s.trace(patch, window_ms=8, before_ms=0.3, ghost=True)
    s.stimulate(patch, 3 * THRESHOLD)
    strong = patch.voltage_at(patch.peak)
    s.say("refractory_all", until=patch.trough, claim=[strong < first.plus(8), strong > first.plus(-8)])
    s.trains(patch, {"weak current": 8.0, "strong current": 20.0})
    with s.slow(ms_per_s=1.0):
        s.say(
            "refractory_rate", pause_s=0.8, claim=patch.bench.firing_rate(20) > patch.bench.firing_rate(8)
        )
