"""A field of channels: at rest, and as a spike runs over it, with the shares that open."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("field", title="A field of channels")
TAG = "VOLTAGE-GATED CHANNELS"


@scene.script
def script(s):
    patch = s.membrane(
        TEXTBOOK, na_channels=110, k_channels=40, pumps=1, ions=2000, quantum=250, view="field"
    )
    at_rest = patch.at(patch.from_now.after(0.05))
    s.title("A field of channels", tag=TAG)
    with s.slow(ms_per_s=0.05):
        s.say("field_shut", of="picture", claim=[at_rest.na_open < 0.01, at_rest.k_open < 0.01])
        s.wait(0.5)
