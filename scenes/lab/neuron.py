"""The whole neuron at rest, for the laboratory."""

from apanim.script import Scene

scene = Scene("neuron", title="A neuron")


@scene.script
def script(s):
    neuron = s.neuron()
    curves = {"dendrite": neuron.synapse("left"), "trigger zone": neuron.initial_segment}
    s.trace(curves, window_ms=20, lines=["threshold"])
    s.title("A neuron", tag="LABORATORY")
    for name in neuron.synapses:
        s.label(neuron.synapse(name), f"{name} synapse", 0.1)
    s.wait(0.1)
