"""The lecture's neuron as its cable was built: its dendrites with their places in um, and its synapses."""

from apanim.physics.cable.dendrites import STEM, Neurite, arbor
from apanim.physics.cable.neuron import unmyelinated

__all__ = ["STEM", "Neurite", "arbor", "unmyelinated"]
