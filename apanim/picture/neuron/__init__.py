"""The neuron seen whole: its branched cable, coloured by the voltage at every place of it."""
