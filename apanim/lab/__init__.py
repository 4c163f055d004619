"""The laboratory: what a viewer may do to a membrane, a neuron or an axon, and the run that follows.

A `Branch` begins at an instant of a recorded run, or at rest, and goes on by what is done to it:
`Command`s, plain data at a tick, each checked against the one table of `RANGES`. The same commands give
the same bytes.
"""

from apanim.lab.branch import Branch
from apanim.lab.commands import (
    COMMANDS,
    BlockStretch,
    Clamp,
    Command,
    Concentration,
    Drug,
    Inactivation,
    Inject,
    Pace,
    Pump,
    Ramp,
    Release,
    Stimulate,
    Temperature,
    command,
)
from apanim.lab.ranges import RANGES, Range

__all__ = [
    "COMMANDS", "RANGES", "BlockStretch", "Branch", "Clamp", "Command", "Concentration", "Drug",
    "Inactivation", "Inject", "Pace", "Pump", "Ramp", "Range", "Release", "Stimulate", "Temperature",
    "command",
]  # fmt: skip
