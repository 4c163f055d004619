"""The gates that conductances ask for, and the spike that they predict, beside the membrane's own."""

from apanim.physics.squid import SQUID_1952
from apanim.script import Scene

scene = Scene("clamp_gates", title="Gates, and a spike again")
STEP_MV, LENGTH_MS = 20.0, 7.5
WINDOW = {"window_ms": 8, "before_ms": 0.3, "place": "stage", "beneath": "conductance"}
PULSE_UA_CM2, PULSE_MS, SPIKE_MS, WAITS_MS = 60.0, 0.2, 7.0, 1.0


@scene.script
def script(s):
    patch = s.membrane(
        SQUID_1952, row="channels", na_channels=10, k_channels=8, pumps=0, ions=900, quantum=1000
    )
    rest_mV = patch.membrane.v_rest_mV
    bench = patch.bench.clamp(STEP_MV, length_ms=LENGTH_MS)
    s.title("The gates they inferred", tag="VOLTAGE CLAMP")

    def step(v_mV, **more):
        on = s.trace(patch, **WINDOW, **more)
        with s.slow(0.6):
            s.wait(0.4)
        return on, s.clamp(patch, v_mV)

    def back():
        s.clamp(patch, rest_mV)
        with s.slow(45):
            s.wait(0.8)

    _, first = step(STEP_MV)
    s.say(
        "clamp_conductance",
        of="V",
        until=first.after(LENGTH_MS),
        hold=True,
        claim=[patch.at(first.na_peak).g_Na > 10, patch.at(first.after(7)).g_K > 10],
    )
    back()
    on, again = step(STEP_MV)
    on.lay(bench.potassium_conductance, from_ms=0.24)
    s.wait(1.0)
    on.lay(bench.potassium_fit(1), from_ms=0.24)
    s.say(
        "clamp_delay",
        of="V",
        highlight=patch.k_channels,
        until=again.after(LENGTH_MS),
        hold=True,
        claim=bench.misfit("k", 1) > 0.05,
    )
    on.lay(bench.potassium_fit(4), from_ms=0.24)
    with s.slow(0.5):
        s.say("clamp_four", of="V", claim=bench.misfit("k", 4) < 0.01)
    back()
    on, third = step(STEP_MV)
    on.lay(bench.sodium_conductance, from_ms=0.24)
    on.lay(bench.sodium_fit(3), from_ms=0.24)
    s.say(
        "clamp_sodium",
        of="V",
        highlight=patch.na_channels,
        until=third.after(LENGTH_MS),
        hold=True,
        claim=[bench.misfit("na", 3) < 0.03, bench.misfit("na", 1) > 0.1],
    )
    back()
    _, lower = step(-20.0, ghost=True)
    s.say(
        "clamp_rates",
        of="V",
        until=lower.after(LENGTH_MS),
        hold=True,
    )
    s.clamp(patch, rest_mV)
    with s.slow(45):
        s.wait(1.2)
    s.unclamp(patch)

    s.title("A spike again", tag="VOLTAGE CLAMP")
    stage = s.trace(patch, window_ms=9, before_ms=0.3, place="stage")
    pulse_is_due = patch.from_now.after(WAITS_MS)
    with s.slow(0.02):
        s.say("clamp_spike", of="V", pause_s=0.5)
    predicted = patch.bench.inferred.spike(PULSE_UA_CM2, PULSE_MS, SPIKE_MS)
    stage.lay(predicted, from_ms=WAITS_MS)
    with s.slow(0.12, to=pulse_is_due):
        s.say("clamp_predicted", of="V", claim=predicted.most > 0)
    spike = s.stimulate(patch, PULSE_UA_CM2, PULSE_MS)
    apart = patch.bench.inferred.apart(predicted, spike)
    s.say(
        "clamp_runs",
        of="V",
        until=spike.after(6.5),
        hold=True,
        claim=[apart < 1, patch.at(spike.peak).V > 0],
    )
    with s.slow(0.5):
        s.say("clamp_true", of="picture", claim=apart < 1)
        s.wait(0.7)
