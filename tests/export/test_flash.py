"""The flash guard on made-up sequences, each failing or passing for one reason, and on the lecture."""

import numpy as np
import pytest

from apanim.cli.options import look_of, painter
from apanim.export.flash import LIMIT, cells_of, count_flashes, measure_flashes, measured_size, verdict
from apanim.script.programme import compile_programme
from apanim.units import frame_tick

FPS, SHAPE = 30, (54, 96)
BLACK, WHITE, RED, ORANGE = (0, 0, 0), (1, 1, 1), (1, 0, 0), (0.79, 0.35, 0.0)


def field(colour, where=(slice(None), slice(None)), ground=BLACK):
    """Cells of one colour (linear light) at `where`, on the ground's."""
    cells = np.empty((*SHAPE, 3), np.float32)
    cells[:] = ground
    cells[where] = colour
    return cells


def strobe(flashes_per_s, on, off, seconds=3):
    """`on` and `off` in turns."""
    frames = range(seconds * FPS)
    return [on if int(2 * flashes_per_s * k / FPS) % 2 else off for k in frames]


def most(frames):
    counts = count_flashes(frames, FPS)
    return int(counts.general.max()), int(counts.red.max())


@pytest.mark.parametrize(("rate", "passes"), [(2, True), (3, True), (5, False), (7.5, False), (15, False)])
def test_a_strobe_fails_in_both_kinds_when_faster_than_three_a_second(rate, passes):
    general, red = most(strobe(rate, field(RED), field(BLACK)))
    assert general == red == int(rate)  # whole pairs in a second
    assert (general <= LIMIT) is passes
    assert count_flashes(strobe(rate, field(RED), field(BLACK)), FPS).passes is passes


def test_a_white_strobe_is_no_red_flash_and_orange_is_not_saturated():
    assert most(strobe(5, field(WHITE), field(BLACK))) == (5, 0)
    assert most(strobe(5, field(ORANGE), field(BLACK)))[1] == 0


def test_red_flashes_count_where_luminance_does_not_change():
    grey = 0.2126  # as light as red
    assert most(strobe(5, field(RED), field((grey, grey, grey)))) == (0, 5)


def test_a_tenth_of_the_luminance_is_a_change_and_less_is_none():
    base, less, enough = (0.2,) * 3, (0.295,) * 3, (0.305,) * 3
    assert most(strobe(5, field(less), field(base)))[0] == 0
    assert most(strobe(5, field(enough), field(base)))[0] == 5


def test_light_states_above_four_fifths_may_alternate():
    assert most(strobe(5, field(WHITE), field((0.81,) * 3)))[0] == 0
    assert most(strobe(5, field(WHITE), field((0.79,) * 3)))[0] == 5


@pytest.mark.parametrize("corner", [(0, 0), (17, 31), (36, 64)])
@pytest.mark.parametrize(("rows", "fails"), [(4, False), (5, True)])
def test_a_quarter_of_any_field_may_flash(corner, rows, fails):
    """A field is 18 x 32 cells, a quarter of it 144: 4 x 32 cells are less, 5 x 32 more."""
    top, left = corner
    patch = field(WHITE, (slice(top, top + rows), slice(left, left + 32)))
    assert count_flashes(strobe(5, patch, field(BLACK)), FPS).passes is not fails


def test_parts_that_flash_in_turns_are_added_up():
    """Each half only twice a second, but one or the other all the time."""
    halves = [field(WHITE, (slice(None), slice(*side))) for side in ((0, 48), (48, 96))]
    dark = field(BLACK)
    turns = [halves[0], dark, halves[0], dark, halves[1], dark, halves[1], dark]
    frames = [turns[k * 8 // FPS % 8] for k in range(3 * FPS)]
    assert not count_flashes(frames, FPS).passes


def test_swapped_halves_flash_once_for_there_and_back():
    """Three swaps there and back in a second are three flashes, not twelve."""
    one = field(WHITE, (slice(None), slice(0, 48)))
    other = field(WHITE, (slice(None), slice(48, 96)))
    assert most(strobe(3, one, other))[0] == 3


def test_changes_spread_over_frames_add_up():
    """A sine of 5 flashes a second changes by less than a tenth from most frames to the next."""
    levels = 0.2 + 0.06 * np.sin(2 * np.pi * 5 * np.arange(90) / FPS)
    assert most([field((level,) * 3) for level in levels])[0] >= 4


@pytest.mark.parametrize(("apart", "flashes"), [(0, 1), (4, 1), (5, 0), (9, 0)])
def test_changes_farther_apart_than_a_sixth_of_a_second_are_not_one(apart, flashes):
    """Two patches, neither large enough alone, go on and off; of 30 frames a second a sixth is five."""
    dark, frames = field(BLACK), []
    for k in range(60):
        cells = dark.copy()
        for top, delay in ((0, 0), (8, apart)):
            if 20 <= k - delay < 35:
                cells[top : top + 4, :32] = 1.0
        frames.append(cells)
    assert most(frames)[0] == flashes


def test_a_slow_fade_passes():
    """Up and down in two seconds each, over the whole picture, from black to white and to red."""
    ramp = np.abs((np.arange(8 * FPS) / (2 * FPS) + 1) % 2 - 1)
    for colour in (WHITE, RED):
        general, red = most([field(tuple(level * c for c in colour)) for level in ramp])
        assert general <= 1
        assert red <= 1


def test_cells_are_averages_of_linear_light():
    frame = np.zeros((9, 13, 3), np.uint8)
    frame[:4:2, :4] = 255  # half of the first cell
    cells = cells_of(frame, 4)
    assert cells.shape == (2, 3, 3)
    assert cells[0, 0] == pytest.approx([0.5] * 3)
    assert not cells[1:].any()
    assert cells_of(np.full((4, 4, 3), 188, np.uint8), 4)[0, 0, 0] == pytest.approx(0.5029, abs=1e-3)


def test_what_is_measured_has_the_shape_of_what_is_shown():
    assert measured_size((1920, 1080)) == measured_size((854, 480)) == (384, 216)
    assert measured_size((1080, 1920)) == (216, 384)
    assert measured_size((1080, 1080)) == (384, 384)


@pytest.fixture(scope="module")
def lecture():
    return compile_programme("spike", "hibari", "en")


@pytest.mark.parametrize(
    ("shape", "theme"), [((1920, 1080), "dark"), ((1080, 1920), "light"), ((1080, 1080), "contrast")]
)
def test_the_lecture_passes_where_it_moves_most(lecture, shape, theme):
    """Two seconds round its steepest rise and fall, and round its last change of chapter."""
    paint = painter(lecture, measured_size(shape), look_of(theme, "normal", None))
    v_mV = np.asarray(lecture.tapes[0].series.v_mV)
    rise, fall = int(np.argmax(np.diff(v_mV))), int(np.argmin(np.diff(v_mV)))
    titles = [chapter.start_tick for chapter in lecture.chapters]
    for middle_tick in (10 * rise, 10 * fall, titles[-1]):
        start = max(0, middle_tick - frame_tick(30, FPS))
        counts = measure_flashes(paint, start, start + frame_tick(60, FPS), FPS, lambda done, total: None)
        assert len(counts.general) == 60
        assert counts.passes


def test_the_same_lecture_strobed_fails_and_is_told(lecture):
    """The guard sees it in real frames: two of four are white."""
    real = painter(lecture, measured_size((1920, 1080)))

    def paint(tick):
        picture = real(tick)
        if tick // frame_tick(1, FPS) % 4 < 2:
            picture.surface.fill((255, 255, 255))
        return picture

    counts = measure_flashes(paint, 0, frame_tick(30, FPS), FPS, lambda done, total: None)
    assert not counts.passes
    lines = verdict(counts, "strobed")
    assert len(lines) == 2
    assert lines[0].startswith("FAILS  4 general and 0 red flashes in the second up to 0.")
    assert lines[1].endswith("FAILS WCAG 2.3.1")
