"""A short scene that is told in eight languages, for the tests of letters."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("anyscript", title="My first spike")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK)
    s.trace(patch, window_ms=6, lines=["threshold", "E_Na"])
    s.title("A spike", tag="MY LECTURE")
    s.legend()
    spike = s.stimulate(patch, 1.3 * THRESHOLD)
    s.measure(peak=patch.at(spike.peak).V, width=patch.at(spike.peak).t)
    s.say("it_fires", until=spike.peak, label=[(patch.na_channels, "Na⁺ channels")])
    s.say("it_recovers", until=spike.trough)
