"""A course: many films by one file, of which only those are made that are not there as they should be."""
