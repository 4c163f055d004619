"""A patch of membrane at rest, for the laboratory."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("membrane", title="A membrane")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=8, k_channels=6, pumps=3, ions=1000, quantum=300)
    s.trace(patch, window_ms=10, before_ms=0.5, lines=["threshold", "E_Na", "E_K"])
    s.plot(patch, "g", place="under")
    s.title("A membrane", tag="LABORATORY")
    s.wait(0.1)
