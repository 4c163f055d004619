"""Draw list to pixels or text; sprites and fonts."""
