"""Shared by all tests: a cache of their own, so that nobody's real cache is read or filled."""

import os
import tempfile

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("APANIM_CACHE", tempfile.mkdtemp(prefix="apanim-test-cache-"))
