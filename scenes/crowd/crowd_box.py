"""A box of membrane at true scale: every ion, as large and as fast as it is."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene, times_slower

scene = Scene("crowd_box", title="One to one")
TAG = "TRUE SCALE"

PACE = 2e-8  # ms of model time a second: faster, so many bright ions would flash (apanim flash)


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=1, k_channels=0, pumps=0, ions=100, view="box")
    box = patch.box
    na_out, k_out, k_in, na_in = (
        box.ions(*which) for which in (("na", "out"), ("k", "out"), ("k", "in"), ("na", "in"))
    )
    s.measure(
        wide=box.width, deep=box.depth, ions=box.all_ions, na_out=na_out, k_in=k_in, filled=box.filled,
        way=box.wandered("na", 1.0), far=box.wandered("na", 1e6).over(1e3, "um"),
        slowing=times_slower(PACE).over(1e9, "billion"), lasts=box.lasts(1.0, PACE),
    )  # fmt: skip

    with s.slow(PACE):
        s.title("One to one", tag=TAG)
        s.say("crowd_ask", of=patch.ions)
        s.say("crowd_size", of=patch.ions)
        s.say("crowd_count", of=patch.ions, claim=box.all_ions > 1000)
        s.camera.punch_in((0.34, 0.3), scale=1.3, seconds=4.0)
        s.say("crowd_outside", of=patch.ions, claim=[na_out > k_out.times(10), na_out > na_in])
        s.camera.punch_in((0.34, 0.6), scale=1.25, seconds=5.0)
        s.say("crowd_inside", of=patch.ions, claim=[k_in > na_in.times(5), k_in > k_out])
        s.title("How full it is", tag=TAG)
        s.camera.back(seconds=10.0)
        s.say("crowd_full", of=patch.ions, claim=box.filled.between(0.019, 0.03))
        s.title("How fast they are", tag=TAG)
        s.say("crowd_slow", of=patch.ions)
        s.say("crowd_way", of=patch.ions)
        s.say("crowd_far", of=patch.ions)
