"""Ions as columns of arrays: where they may be, how they move, how they cross, and the account of it."""
