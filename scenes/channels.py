"""Voltage-gated channels: the voltage is held, and their gates answer, each channel at random."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("channels", title="Voltage-gated channels")
HELD_MV = -10.0


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=5, k_channels=4, pumps=1, ions=900, quantum=100, seed=7)

    s.title("Gates that answer to voltage", tag="VOLTAGE-GATED CHANNELS")
    s.trace(patch, window_ms=5, before_ms=0.3)
    with s.slow(ms_per_s=0.05):
        s.say(
            "channels_gates",
            label=[(patch.activation_gate, "gate"), (patch.k_gate, "gate")],
            claim=patch.open_fraction_at(patch.after(0.05)) < 0.01,
        )

    s.clamp(patch, HELD_MV)
    s.plot(patch, "g")
    s.measure(held=patch.voltage_at(patch.after(0.1)))
    opened = patch.open_fraction_at(patch.na_peak)
    s.say("channels_open", until=patch.na_peak, highlight=patch.na_channels, claim=opened > 0.1)
    plugged, k_soon, k_late = (
        patch.inactivated_at(patch.after(1.5)),
        patch.k_open_fraction_at(patch.after(0.1)),
        patch.k_open_fraction_at(patch.after(1.5)),
    )
    s.camera.punch_in(patch.inactivation_gate)
    s.say(
        "channels_plug",
        until=patch.after(1.2),
        highlight=patch.na_channels,
        label=[(patch.inactivation_gate, "inactivation gate")],
        claim=plugged > 0.5,
    )
    with s.slow(ms_per_s=0.05):
        s.say("channels_states", highlight=patch.na_channels)
    s.camera.back()
    s.say("channels_k", until=patch.after(0.8), highlight=patch.k_channels, claim=k_late > k_soon)
    s.release_clamp(patch)
    with s.slow(ms_per_s=0.6):
        s.wait(0.8)
