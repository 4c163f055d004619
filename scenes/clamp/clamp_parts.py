"""One minus the other: TTX takes one current away, TEA the other, and the two add up to the whole."""

from apanim.physics.squid import SQUID_1952
from apanim.script import Scene

scene = Scene("clamp_parts", title="One minus the other")
STEP_MV, LENGTH_MS, LABEL_S = 0.0, 5.5, 4.0
WINDOW = {"window_ms": 6, "before_ms": 0.3, "place": "stage", "beneath": "current", "ghost": "all"}


@scene.script
def script(s):
    patch = s.membrane(
        SQUID_1952, row="channels", na_channels=10, k_channels=8, pumps=0, ions=900, quantum=1000
    )
    rest_mV = patch.membrane.v_rest_mV
    difference = patch.bench.clamp(STEP_MV, length_ms=LENGTH_MS).sodium_current
    s.title("One minus the other", tag="VOLTAGE CLAMP")

    def stage():
        on = s.trace(patch, **WINDOW)
        with s.slow(0.6):
            s.wait(0.4)
        return on

    stage()
    whole = s.clamp(patch, STEP_MV)
    early, late = patch.at(whole.inward_peak), patch.at(whole.after(5))
    s.say(
        "clamp_test",
        of="V",
        until=whole.after(LENGTH_MS),
        hold=True,
        claim=[early.I_net < -500, late.I_net > 500],
    )
    s.clamp(patch, rest_mV)
    with s.slow(45):
        s.wait(0.8)

    def poison():
        s.change(patch, "TTX", 0.0)
        s.label(patch.blocked_channel, "TTX", LABEL_S)

    with s.slow(2.0):
        s.say(
            "clamp_ttx",
            highlight=patch.na_channels,
            at={"plugs": poison},
            pause_s=0.8,
            claim=patch.at(whole.na_peak).I_Na < -500,
        )
    on = stage()
    poisoned = s.clamp(patch, STEP_MV)
    left = patch.at(poisoned.after(5))
    s.say(
        "clamp_left",
        of="V",
        highlight=patch.k_channels,
        until=poisoned.after(LENGTH_MS),
        hold=True,
        claim=[patch.at(poisoned.after(0.8)).I_net > 0, left.I_net > late.I_net.times(0.9)],
    )
    on.lay(difference, from_ms=0.24)
    with s.slow(0.5):
        s.say(
            "clamp_subtract",
            of="V",
            pause_s=0.6,
            claim=[
                difference.at(0.8) < difference.at(0.1),
                difference.at(5) > difference.at(0.8).times(0.15),
            ],
        )
    s.clamp(patch, rest_mV)

    def other_poison():
        s.change(patch, "TEA", 0.0)
        s.label(patch.blocked_k_channel, "TEA", LABEL_S)

    with s.slow(8):
        s.say(
            "clamp_tea",
            highlight=patch.k_channels,
            at={"washed": lambda: s.change(patch, "TTX", 1.0), "plugs": other_poison},
            pause_s=0.6,
            claim=late.I_K > 500,
        )
    stage().lay(difference, from_ms=0.24)
    without_k = s.clamp(patch, STEP_MV)
    leaks = 60.0  # uA/cm2, more than the leak carries at this step
    same = [
        claim
        for ms in (0.4, 0.8, 2.0, 4.0)
        for claim in (
            patch.at(without_k.after(ms)).I_net < difference.at(ms).times(1000).plus(leaks),
            patch.at(without_k.after(ms)).I_net > difference.at(ms).times(1000).plus(-leaks),
        )
    ]
    s.say("clamp_same", of="V", until=without_k.after(LENGTH_MS), hold=True, claim=same)
    s.wait(0.6)
