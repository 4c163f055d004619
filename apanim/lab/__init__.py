"""The laboratory: what a viewer may do to a membrane, a neuron or an axon, and the run that follows.

A `branch.Branch` begins at an instant of a recorded run, or at rest, and goes on by what is done to it:
`commands`, plain data at a tick, each checked against the one table of `ranges`. The same commands give the
same bytes. Nothing is imported here, so that a window may know commands and ranges without any physics.
"""
