"""Letters: any script's signs, by the fonts that have them, in the order and shapes that it is read in."""
