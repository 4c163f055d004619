"""A few of the damages and kills that `python tests/damaged` tries by the dozen."""

import os
import signal
import sys

import pytest
from damages import Damaged
from kills import killed

here = pytest.mark.skipif(sys.platform == "win32" or not hasattr(signal, "SIGKILL"), reason="kills")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    before = os.environ["APANIM_CACHE"]
    yield Damaged.made(tmp_path_factory.mktemp("damaged"))
    os.environ["APANIM_CACHE"] = before


def test_pictures_from_a_damaged_cache_are_what_they_were(damaged):
    first = int.from_bytes(os.urandom(3), "big")
    assert [fault for number in range(first, first + 3) for fault in damaged.faults(number)] == []


@here
def test_a_command_that_is_killed_leaves_nothing(tmp_path):
    seed = int.from_bytes(os.urandom(4), "big")
    assert killed("gif", 1, seed, tmp_path) == [], seed
