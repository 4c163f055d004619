"""The things of a picture that can be looked into: what each is now, what became of it, where it goes.

Each is called by its name in `targets.py`; a view makes its own (`thing` at its door). Facts are words of
the language that the timeline is told in.
"""
