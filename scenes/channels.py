"""Voltage-gated channels: the voltage is held, and their gates answer, each channel at random."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("channels", title="Voltage-gated channels")
HELD_MV = -20.0


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=8, k_channels=3, pumps=1, ions=1000, quantum=250
    )

    s.title("Gates that answer to voltage", tag="VOLTAGE-GATED CHANNELS")
    s.trace(patch, window_ms=5, before_ms=0.3)
    with s.slow(ms_per_s=0.05):
        s.wait(0.6)
    held = s.clamp(patch, HELD_MV)
    soon, late = patch.at(held.after(0.1)), patch.at(held.after(1.5))
    s.measure(held=soon.V)
    s.camera.punch_in(patch.inactivation_gate, scale=1.6, seconds=3.5)
    s.say(
        "channels_open",
        until=patch.from_now.after(0.25),
        highlight=patch.na_channels,
        claim=patch.at(held.na_peak).na_open > 0.1,
    )
    s.say(
        "channels_plug",
        until=patch.from_now.after(0.15),
        highlight=patch.na_channels,
        label=[(patch.inactivation_gate, "inactivation gate")],
        claim=late.na_inactivated > 0.5,
    )
    s.camera.back(seconds=1.2)
    with s.slow(ms_per_s=0.002):
        s.say(
            "channels_states",
            highlight=patch.na_channels,
            label=[
                (patch.closed_channel, "closed"),
                (patch.open_channel, "open"),
                (patch.inactivated_channel, "inactivated"),
            ],
            claim=[late.na_open > 0, late.na_open < 0.5],
        )
    s.plot(patch, "g")
    s.say(
        "channels_k",
        until=patch.from_now.after(0.7),
        highlight=patch.k_channels,
        claim=late.k_open > soon.k_open.times(2),
    )
    s.unclamp(patch)
    with s.slow(ms_per_s=0.6):
        s.wait(0.6)
