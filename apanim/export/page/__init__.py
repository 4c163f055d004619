"""A web page in one file: a film, its words in every language, and the tape of what happens in it.

What travels is plain data in the film's own frames (see `travels.py`); the page that shows it stands in
`assets/page/`.
"""
