"""The commands, end to end on a small scene of their own and on the lecture."""

import csv
import json

import numpy as np
import pytest
from command import apanim
from helpers import write_scene
from PIL import Image

BODY = """
s.trace(patch, window_ms=4, lines=["threshold"])
s.title("Small", tag="TEST")
spike = s.stimulate(patch, 1.4 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V)
s.say("peak", until=spike.peak, claim=patch.at(spike.peak).V > 0)
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    write_scene(folder, BODY)
    return folder


def run(folder, *arguments):
    done = apanim(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_render_gives_a_film_with_picture_and_sound(small):
    import av

    run(small, "render", "small.py", "-o", "out.mp4", "--size", "640x360", "--voice", "hibari")
    with av.open(str(small / "out.mp4")) as film:
        video, sound = film.streams.video[0], film.streams.audio[0]
        assert (video.width, video.height) == (640, 360)
        assert video.average_rate == 30
        assert sound.rate == 48_000
        pictures = sum(1 for _ in film.decode(video))
        assert pictures / 30 == pytest.approx(float(film.duration or 0) / 1e6, abs=1 / 30)
    assert not list(small.glob(".*part*"))


def test_still_is_the_frame_of_the_render(small):
    run(small, "render", "small.py", "-o", "f.png", "--size", "640x360", "--from", "1", "--to", "1.2",
        "--voice", "silent")  # fmt: skip
    run(small, "still", "small.py", "--at", "1.1", "-o", "s.png", "--size", "640x360", "--voice", "silent")
    frames = sorted(small.glob("f_*.png"))
    assert len(frames) == 6
    still = np.asarray(Image.open(small / "s.png").convert("RGB"))
    assert np.array_equal(still, np.asarray(Image.open(frames[3]).convert("RGB")))


def test_data_has_a_row_a_step_and_keeps_the_books(small):
    run(small, "data", "small.py", "-o", "d.csv", "--voice", "silent")
    with (small / "d.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert float(rows[1]["lecture_s"]) == pytest.approx(1 / 60)
    assert float(rows[0]["V_mV"]) == pytest.approx(-70, abs=0.5)
    for row in rows:
        for pathway in ("na_gated", "k_gated", "na_leak", "na_pump", "cl_leak"):
            seen = int(row[f"crossed_{pathway}"]) + int(row[f"owed_{pathway}"])
            assert abs(seen - float(row[f"carried_{pathway}"])) <= 1
    assert max(float(row["V_mV"]) for row in rows) > 30


def test_check_tells_true_from_false(small, tmp_path):
    assert "0 false" in run(small, "check", "small.py")
    write_scene(tmp_path, 's.say("hello", claim=patch.rest > 0)')
    done = apanim(tmp_path, "check", "small.py")
    assert done.returncode == 2
    assert "FALSE  hello: rest > 0" in done.stdout


def test_list_is_json_with_cues_and_times(tmp_path):
    told = json.loads(run(tmp_path, "list", "--json"))
    lecture = told["lecture"]
    starts = [part["start_s"] for part in lecture["parts"]]
    assert starts == sorted(starts)
    scenes = {scene["scene"]: scene for scene in told["scenes"]}
    assert 10 <= len(scenes["spike"]["cues"]) <= 14
    for row in (lecture, *scenes.values()):
        times = [cue["start_s"] for cue in row["cues"]]
        assert times == sorted(times)
    assert len(lecture["cues"]) == sum(len(scenes[part["scene"]]["cues"]) for part in lecture["parts"])
    assert all(beat["covered"] for beat in lecture["beats"])


def test_the_lectures_claims_hold(tmp_path):
    assert "0 false" in run(tmp_path, "check")
