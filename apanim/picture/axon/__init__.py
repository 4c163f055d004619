"""The axon cut open: what a spike looks like on its way (style frame 4)."""
