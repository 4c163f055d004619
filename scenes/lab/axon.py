"""A bare axon at rest, for the laboratory."""

from apanim.script import Scene

scene = Scene("axon", title="An axon")


@scene.script
def script(s):
    s.axon()
    s.title("An axon", tag="LABORATORY")
    s.wait(0.1)
