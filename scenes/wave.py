"""The same spike over the whole field: how many of its channels are open at once."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("wave", title="How many channels open")
TAG = "ACTION POTENTIAL"
PACE = 0.25


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, na_channels=110, k_channels=40, pumps=1, ions=2000, quantum=250, view="field"
    )
    s.title("The spike in the field", tag=TAG)
    s.trace(patch, window_ms=6, before_ms=0.3)
    with s.slow(PACE):
        s.wait(0.6)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    na, k = patch.at(spike.na_peak), patch.at(spike.k_peak)
    s.measure(na_open_fraction=na.na_open, k_open_fraction=k.k_open)
    with s.slow(PACE):
        s.say(
            "field_share",
            of="picture",
            claim=[
                na.na_open.between(0.1, 0.4),
                na.na_inactivated > 0.3,
                k.t > na.t,
                k.k_open.between(0.1, 0.5),
            ],
        )
        s.wait(1.0)
