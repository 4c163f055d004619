"""A draw list as vectors: SVG for hand-outs."""
