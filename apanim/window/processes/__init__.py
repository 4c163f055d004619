"""The two processes beside the window, what passes between the three, and the pictures that they share.

Nothing is imported here: each process imports what it needs (`entries.py`).
"""
