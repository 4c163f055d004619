"""What is on screen at a tick: a pure function of timeline, tape and tick that gives a draw list."""
