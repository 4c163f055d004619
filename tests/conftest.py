"""Shared by all tests: a cache of their own, so that nobody's real cache is read or filled, and signals."""

import atexit
import os
import shutil
import signal
import tempfile

from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
if "APANIM_CACHE" not in os.environ:  # the first process makes it for all, and takes it away
    os.environ["APANIM_CACHE"] = tempfile.mkdtemp(prefix="apanim-test-cache-")
    atexit.register(shutil.rmtree, os.environ["APANIM_CACHE"], ignore_errors=True)
os.environ.setdefault("APANIM_CACHE_GB", "16")  # many scenes, each asked for by several tests

# Tests that run in the background, or under nohup, are born deaf to what some of them send.
for _name, _usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _usual)


def pytest_collection_modifyitems(items):
    """What lasts longest and mostly waits comes first, so that others work beside it."""
    items.sort(key=lambda item: item.path.name != "test_monkey.py")
