"""Step after step: where the early current turns, sodium is at equilibrium; the late one only grows."""

from apanim.physics.squid import SQUID_1952
from apanim.script import Scene

scene = Scene("clamp_steps", title="Step after step")
LENGTH_MS, LATE_MS = 5.5, 5.2  # of a step; after it, when the late current is read
WINDOW = {"window_ms": 6, "before_ms": 0.3, "place": "stage", "beneath": "current-voltage", "ghost": "all"}


@scene.script
def script(s):
    patch = s.membrane(
        SQUID_1952, row="channels", na_channels=10, k_channels=8, pumps=0, ions=900, quantum=1000
    )
    rest_mV = patch.membrane.v_rest_mV
    turns = patch.bench.inferred.e_na
    s.measure(turns=turns)
    s.title("Step after step", tag="VOLTAGE CLAMP")

    def step(v_mV):
        """A step from rest, with all earlier ones behind it."""
        s.trace(patch, **WINDOW)
        with s.slow(0.8):
            s.wait(0.3)
        return s.clamp(patch, v_mV)

    def back():
        s.clamp(patch, rest_mV)
        with s.slow(60):
            s.wait(0.55)

    def unsaid(v_mV):
        began = step(v_mV)
        s.until(began.after(LENGTH_MS), within_s=1.3)
        back()
        return began

    small = step(-30.0)
    s.say("clamp_ask", of="V", until=small.after(LENGTH_MS), hold=True)
    back()
    low = unsaid(-15.0)
    zero = step(0.0)
    grows = [
        patch.at(zero.inward_peak).I_net < patch.at(low.inward_peak).I_net,
        patch.at(low.inward_peak).I_net < patch.at(small.inward_peak).I_net,
    ]
    s.say("clamp_grow", of="V", until=zero.after(LENGTH_MS), hold=True, claim=grows)
    back()
    unsaid(20.0)
    high = step(35.0)
    at_zero, at_high = patch.at(zero.na_peak), patch.at(high.na_peak)
    shrinks = [
        at_high.I_Na > at_zero.I_Na,
        at_high.g_Na > at_zero.g_Na,
        at_high.na_drive < at_zero.na_drive,
    ]
    s.say("clamp_shrink", of="V", until=high.after(LENGTH_MS), hold=True, claim=shrinks)
    s.clamp(patch, rest_mV)
    with s.slow(10):
        s.say("clamp_where", of="V", pause_s=0.9)
    none = step(50.0)
    e_na = patch.e_na
    s.say(
        "clamp_vanish",
        of="V",
        until=none.after(LENGTH_MS),
        hold=True,
        claim=[turns > e_na.plus(-1), turns < e_na.plus(1), patch.at(none.na_peak).I_Na.between(-30, 30)],
    )
    back()
    beyond = step(65.0)
    s.say(
        "clamp_turn",
        of="V",
        highlight=patch.na_channels,
        until=beyond.after(LENGTH_MS),
        hold=True,
        claim=patch.at(beyond.na_peak).I_Na > 200,
    )
    back()
    last = step(10.0)
    steps = (small, low, zero, high, none, beyond, last)
    s.say(
        "clamp_late",
        of="V",
        highlight=patch.k_channels,
        until=last.after(LENGTH_MS),
        hold=True,
        claim=[*(patch.at(one.after(LATE_MS)).I_net > 50 for one in steps), patch.e_k < patch.rest],
    )
    s.wait(0.6)
