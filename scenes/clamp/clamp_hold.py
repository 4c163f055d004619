"""A spike is too quick to read; so the voltage is held still, and the current of one step is read."""

from apanim.physics.squid import SQUID_1952
from apanim.script import THRESHOLD, Scene

scene = Scene("clamp_hold", title="Hold the voltage still")
CAUGHT_MV, STEP_MV = -20.0, 0.0
LATE_MS = 5.2  # after the step: the late current has come


@scene.script
def script(s):
    patch = s.membrane(
        SQUID_1952, row="channels", na_channels=10, k_channels=8, pumps=0, ions=900, quantum=700
    )
    s.title("Hold the voltage still", tag="VOLTAGE CLAMP")
    s.trace(patch, window_ms=9, before_ms=0.4, place="stage", lanes=True)
    with s.slow(0.4):
        s.wait(0.6)
    spike = s.stimulate(patch, 1.6 * THRESHOLD)
    lasts = patch.at(spike.trough).t.plus(-spike.pulse.start_ns / 1e6)
    s.measure(lasts=lasts)
    with s.slow(0.9):
        s.say("clamp_question", of="V", claim=[lasts < 6, patch.at(spike.peak).V > 0])
    with s.slow(4.0):
        s.say("clamp_which", of="V", claim=patch.at(spike.peak).na_open > 0.05)

    s.trace(patch, window_ms=8, before_ms=0.4, ghost=True)
    s.stimulate(patch, 1.6 * THRESHOLD)
    start = patch.from_now
    with s.slow(0.7):
        caught = s.say(
            "clamp_still",
            of=patch.electrode,
            label=[(patch.electrode, "electrode")],
            at={"held": lambda: s.clamp(patch, CAUGHT_MV, over_ms=0.2)},
            claim=[patch.at(start.after(4)).V.near(CAUGHT_MV, 0.01)],
        )["held"]
    with s.slow(0.35):
        s.say(
            "clamp_feedback",
            of="picture",
            label=[(patch.electrode, "electrode")],
            claim=patch.at(caught.after(3)).I_net > 100,
        )
    s.clamp(patch, patch.membrane.v_rest_mV)
    with s.slow(25):
        s.wait(1.6)

    s.trace(patch, window_ms=6, before_ms=0.2, place="stage", beneath="current")
    with s.slow(0.06):
        s.say("clamp_predict", of="V", pause_s=0.8, claim=patch.rest.near(-65, 0.5))
    step = s.clamp(patch, STEP_MV)
    with s.slow(0.2, to=step.inward_peak):
        s.say(
            "clamp_inward",
            of="V",
            highlight=patch.na_channels,
            claim=[patch.at(step.inward_peak).I_net < -500],
        )
    s.say(
        "clamp_outward",
        of="V",
        highlight=patch.k_channels,
        until=step.after(LATE_MS),
        claim=[patch.at(step.after(LATE_MS)).I_net > 500, patch.at(step.after(20)).I_net > 500],
    )
    s.wait(0.7)
