"""Shared by all tests: a cache of their own, so that nobody's real cache is read or filled, and signals."""

import os
import signal
import tempfile

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("APANIM_CACHE", tempfile.mkdtemp(prefix="apanim-test-cache-"))

# Tests that run in the background, or under nohup, are born deaf to what some of them send.
for _name, _usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _usual)
