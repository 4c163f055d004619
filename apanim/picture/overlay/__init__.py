"""What lies on the glass in every view, and where beads keep away from it."""
