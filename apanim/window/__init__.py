"""Window: the desktop player. What it does is decided by pure functions; pygame only shows and asks."""
