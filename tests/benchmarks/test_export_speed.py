"""What a render costs beside encoding alone, which any must do: a whole scene from cold, CPU of one run."""

import pytest
from whole_run import told, whole_scene


@pytest.mark.benchmark
def test_listing_painting_and_converting_leave_most_of_the_time_to_the_encoder():
    cost = whole_scene("spike")
    print(told("close-up", cost))
    assert cost.speed >= 0.70
