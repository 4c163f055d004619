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
    return Damaged.made(tmp_path_factory.mktemp("damaged"))


def test_pictures_from_a_damaged_cache_are_what_they_were(damaged):
    first = int.from_bytes(os.urandom(3), "big")
    before = dict(os.environ)
    assert [fault for number in range(first, first + 3) for fault in damaged.faults(number)] == []
    assert dict(os.environ) == before  # else tests after it would take the damaged cache for theirs


@here
def test_a_command_that_is_killed_leaves_nothing(tmp_path):
    seed = int.from_bytes(os.urandom(4), "big")
    assert killed("gif", 1, seed, tmp_path) == [], seed
