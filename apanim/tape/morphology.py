"""The lecture's neuron as its cable was built: its dendrites with their places in um, and its synapses, and
what an electrode does."""

from apanim.physics.cable.dendrites import STEM, Neurite, arbor
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import unmyelinated

__all__ = ["STEM", "Electrode", "Neurite", "arbor", "unmyelinated"]
