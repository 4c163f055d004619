"""What the side panel holds: its panels, and the widgets that only these need."""
