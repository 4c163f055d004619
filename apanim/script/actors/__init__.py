"""What a script puts on stage: a patch, an axon or a neuron, with what can be read of them."""
