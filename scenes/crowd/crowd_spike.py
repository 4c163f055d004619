"""A spike in the box: what one open channel passes, and how few ions that are for so much membrane."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("crowd_spike", title="A millisecond of a spike")
TAG = "TRUE SCALE"

PACE = 3e-8  # slower than the scene before: so many bright ions flash in fewer frames (apanim flash)


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=1, k_channels=0, pumps=0, ions=100, quantum=100, view="box")
    box = patch.box

    s.title("One open channel", tag=TAG)
    with s.slow(PACE):
        s.say(
            "crowd_guess",
            of=[patch.na_channels, patch.ions],
            label=[(patch.na_channels, "Na⁺ channel")],
            pause_s=1.0,
        )
    trace = s.trace(patch, window_ms=4, before_ms=0.3)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    opened = patch.at(spike.rising(0.5))
    s.measure(
        each_ms=box.through(opened.na_drive),
        every=box.between(opened.na_drive),
        minutes=box.waited(opened.na_drive, PACE),
    )
    with s.slow(0.15, to=spike.rising(0.5)):
        s.say("crowd_blur", of="picture")
    s.camera.punch_in(patch.na_channels, scale=1.8, seconds=8.0)
    with s.slow(1e-4):
        s.say(
            "crowd_through",
            label=[(patch.na_channels, "Na⁺ channel")],
            claim=[box.through(opened.na_drive).between(5_000, 16_000)],
        )
    with s.slow(PACE):
        s.say("crowd_wait", of=patch.ions, claim=box.waited(opened.na_drive, PACE).between(30, 130))

    s.camera.back(seconds=2.0)
    s.title("The whole spike", tag=TAG)
    entered = spike.na_entered(box.geometry)
    s.measure(
        entered=entered,
        needed=spike.ions_needed(box.geometry),
        channels=box.channels_um2,
        apart=box.spacing,
        screens=box.spacing.share_of(box.width),
    )
    with s.slow(0.25):
        s.say("crowd_few", of="picture", claim=[entered < 10, entered > spike.ions_needed(box.geometry)])
        s.say("crowd_enough", of="picture", claim=[spike.ions_needed(box.geometry) < 5])
    s.title("How far apart", tag=TAG)
    trace.end()
    shown = s.density()
    with s.slow(0.3):
        s.say(
            "crowd_map",
            of="picture",
            claim=[box.channels_um2.between(10, 40), box.spacing > box.width.times(3)],
        )
    with s.slow(PACE):
        s.say("crowd_screens", of=patch.ions, claim=box.spacing > box.width.times(3))
    shown.end()
