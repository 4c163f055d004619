"""The lecture's scale beside it: its lies, one after another, in the right half of the box."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("crowd_beside", title="As in the lecture")
TAG = "TRUE SCALE"

PACE = 3e-8  # slower than the scene before: so many bright ions flash in fewer frames (apanim flash)
LECTURES = 0.1  # ms of model time a second, as the lecture often shows it


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=1, k_channels=0, pumps=0, ions=100, view="box")
    box = patch.box
    s.measure(one_in=box.drawn_one_in, apart=box.spacing, crowded=box.drawn_spacing)

    s.title("Fewer", tag=TAG)
    with s.slow(PACE):
        s.say("crowd_half", of=patch.ions)
        s.bend("BATH_BEAD")
        s.say("crowd_fewer", of=patch.ions)
    s.title("Slower", tag=TAG)
    s.camera.punch_in((0.5, 0.52), scale=1.2, seconds=4.0)
    with s.slow(LECTURES):
        s.say("crowd_lost", of="picture")
        s.bend("ION_SPEED")
        s.camera.back(seconds=4.5)
        s.say("crowd_slower", of="picture")
        s.title("Closer", tag=TAG)
        s.bend("CHANNEL_SPACING")
        s.camera.punch_in((0.72, 0.52), scale=1.25, seconds=6.0)
        s.say("crowd_closer", of="picture", claim=box.spacing > box.drawn_spacing.times(20))
        s.title("What stays true", tag=TAG)
        s.camera.back(seconds=3.0)
        spike = s.stimulate(patch, 1.25 * THRESHOLD)
        s.say(
            "crowd_true",
            of="picture",
            claim=[
                box.ions("na", "out") > box.ions("k", "out").times(10),
                patch.at(spike.peak).V > 0,
            ],
        )
        s.say("crowd_end", of="picture")
        s.wait(0.6)
