"""Plots: panels drawn from the tape, on one set of places and axes."""
