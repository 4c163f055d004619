"""Numbers only: membrane sets, patch, cable, channel populations, pump, stimuli and measures."""
