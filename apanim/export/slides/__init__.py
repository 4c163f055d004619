"""A deck of slides: a chapter on each, with its clip, its sentences in the notes, and where it is from."""
