"""What a render costs beside encoding alone, which any must do: a whole scene from cold, CPU of one run."""

import pytest
from whole_run import parts, whole_scene


@pytest.mark.benchmark
def test_listing_painting_and_converting_leave_most_of_the_time_to_the_encoder(ratio):
    cost = whole_scene("spike")
    ratio("a render's frames a CPU second, over the encoder's alone", cost.speed, "≥ 0.7", parts(cost))
    assert cost.speed >= 0.70
