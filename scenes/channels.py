"""Voltage-gated channels: the voltage is held, and their gates answer, each channel at random."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("channels", title="Voltage-gated channels")
HELD_MV = -20.0


@scene.script
def script(s):
    # With this seed a channel in the middle opens and is plugged, and then all three states are in sight.
    patch = s.membrane(
        TEXTBOOK, row="channels", na_channels=8, k_channels=3, pumps=1, ions=1000, quantum=250, seed=85
    )

    s.title("Gates that answer to voltage", tag="VOLTAGE-GATED CHANNELS")
    s.trace(patch, window_ms=5, before_ms=0.3)
    with s.slow(ms_per_s=0.05):
        s.say(
            "channels_gates",
            label=[(patch.activation_gate, "gate"), (patch.k_gate, "gate")],
            claim=patch.open_fraction_at(patch.after(0.05)) < 0.01,
        )

    s.clamp(patch, HELD_MV)
    s.measure(held=patch.voltage_at(patch.after(0.1)))
    opened = patch.open_fraction_at(patch.na_peak)
    plugged, k_soon, k_late = (
        patch.inactivated_at(patch.after(1.5)),
        patch.k_open_fraction_at(patch.after(0.1)),
        patch.k_open_fraction_at(patch.after(1.5)),
    )
    s.camera.punch_in(patch.inactivation_gate, scale=1.6, seconds=3.5)
    s.say("channels_open", until=patch.after(0.25), highlight=patch.na_channels, claim=opened > 0.1)
    s.say(
        "channels_plug",
        until=patch.after(0.15),
        highlight=patch.na_channels,
        label=[(patch.inactivation_gate, "inactivation gate")],
        claim=plugged > 0.5,
    )
    s.camera.back(seconds=3.6)
    with s.slow(ms_per_s=0.002):
        s.wait(1.0)
        s.say(
            "channels_states",
            highlight=patch.na_channels,
            label=[
                (patch.closed_channel, "closed"),
                (patch.open_channel, "open"),
                (patch.inactivated_channel, "inactivated"),
            ],
        )
    s.plot(patch, "g")
    s.say("channels_k", until=patch.after(0.7), highlight=patch.k_channels, claim=k_late > k_soon)
    s.release_clamp(patch)
    with s.slow(ms_per_s=0.6):
        s.wait(0.2)
