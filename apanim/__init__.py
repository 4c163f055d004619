"""apanim: a narrated lecture on the action potential, played and rendered from a living membrane."""

__version__ = "0.1.0"
