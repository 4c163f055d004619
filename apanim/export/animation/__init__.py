"""Animated pictures, for where a film cannot go: GIF, WebP and AVIF, which loop and have no sound."""
