"""Some hundred hostile inputs of a fixed seed; `python tests/hostile` runs thousands."""

import sys
from collections import Counter

import pytest
from hostile_lines import WARMS
from inputs import GOOD, KINDS, good_wav, input_of
from trial import preload, tried

INPUTS = 100

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts CPU and memory as Linux tells them")


@pytest.fixture(scope="module", autouse=True)
def _warm():
    preload({**GOOD, "rec/hello.wav": good_wav()}, WARMS)


def test_each_ends_in_a_success_or_one_clear_line(tmp_path):
    wrong, kinds = {}, Counter()
    for number in range(INPUTS):
        given = input_of(0, number)
        verdict = tried(given, tmp_path / f"{number}")
        kinds[given.kind] += 1
        if verdict.faults:
            wrong[number] = given.kind, verdict.faults, verdict.said[-300:]
    assert not wrong, "python tests/hostile --seed 0 --only NUMBER shows one"
    assert len(kinds) > len(KINDS)  # of every kind there was one
