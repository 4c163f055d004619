"""What is on screen at an instant: `frame` turns a timeline and its tape into a draw list."""
