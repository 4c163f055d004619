"""A lecturer's own folder at the command line: copied, laid over, rendered in the colours of the house."""

import av
import numpy as np
import pytest
from command import apanim

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4">
<path d="M0 0H9V4H0Z" fill="#FF00FF"/></svg>"""
ORDER = """
[lecture]
name = "evening"
title = "An evening lecture"
parts = ["welcome", "pump: 2"]

[cards.welcome]
title = "Good evening"
seconds = 2
"""


def test_a_folder_is_copied_checked_and_told(tmp_path):
    made = apanim(tmp_path, "new", "mine/")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "mine/\n"
    assert "apanim play --with mine" in made.stderr
    words = tmp_path / "mine" / "narration" / "en.toml"
    words.write_text(words.read_text(encoding="utf-8").replace("[cues.pump_share]", "[cues.pump_shares]"))
    checked = apanim(tmp_path, "check", "pump", "--with", "mine")
    assert checked.returncode == 0, checked.stderr
    assert "no scene says pump_shares; did you mean 'pump_share'?" in checked.stderr
    assert "pump: 5 claims and numbers, 0 false" in checked.stdout
    for wrong in ("pump_uA_cm2=x10", "nowhere"):
        told = apanim(tmp_path, "check", "pump", "--with", wrong)
        assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert apanim(tmp_path, "new", "mine/").returncode == 2


def test_a_film_has_the_card_and_the_logo_of_the_house_and_may_have_a_colon_in_its_name(tmp_path):
    (tmp_path / "logo.svg").write_text(LOGO)
    (tmp_path / "theme.toml").write_text('logo = "logo.svg"\n')
    (tmp_path / "evening.toml").write_text(ORDER)
    made = apanim(
        tmp_path, "render", "evening.toml", "--size", "640x360", "--voice", "silent", "--to", "2.4",
        "--fps", "10", "-o", "evening-0:00-0:02.mp4",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with av.open(str(tmp_path.resolve() / "evening-0:00-0:02.mp4")) as film:
        pictures = [frame.to_ndarray(format="rgb24").astype(int) for frame in film.decode(video=0)]
    assert len(pictures) == 24

    def rows_of_the_logo(picture):
        red, green, blue = np.moveaxis(picture, 2, 0)
        return np.flatnonzero(((red > 180) & (green < 90) & (blue > 180)).any(axis=1))

    assert rows_of_the_logo(pictures[5]).max() < 0.3 * 360  # on the card
    assert rows_of_the_logo(pictures[-1]).min() > 0.9 * 360  # in the margin


@pytest.mark.parametrize("command", ["render", "play", "still", "sheet", "flash", "page", "slides", "lab"])
def test_every_command_knows_the_colours_of_the_house_beside_what_it_shows(tmp_path, command):
    (tmp_path / "theme.toml").write_text('[themes.house]\ntext.ink = "#FFFFFF"\n')
    told = apanim(tmp_path, command, "pulses.toml" if command == "lab" else "small.py", "--theme", "hose")
    assert told.returncode == 2
    assert "house" in told.stderr
