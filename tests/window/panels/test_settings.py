"""What is remembered between runs, and a file that somebody broke."""

import json

import pygame
import pytest

from apanim.window.panels import settings
from apanim.window.panels.settings import Settings
from apanim.window.player import Player


@pytest.fixture
def notices(monkeypatch, tmp_path):
    monkeypatch.setenv("APANIM_CONFIG", str(tmp_path / "deep" / "folder"))
    return []


def test_what_was_set_is_there_the_next_time(notices):
    kept = Settings(("plots", "events"), True).end(
        Player(volume=0.4, muted=True, captions=False, sounds=True)
    )
    settings.save(kept)
    assert settings.load(notices.append) == kept
    player = kept.start(Player())
    assert (player.volume, player.muted, player.captions, player.sounds) == (0.4, True, False, True)
    assert not notices


def test_without_a_file_all_is_as_usual(notices):
    assert settings.load(notices.append) == Settings()
    assert not notices


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"volume": 7}', '{"volume": NaN}', '{"panels": ["kitchen"]}', "\x00\xff",
     '{"side": 1}', '{"panels": [["plots"]]}', '{"volume": "loud"}', "[" * 100_000],
)  # fmt: skip
def test_a_broken_file_gives_one_line_and_the_usual_settings(notices, text):
    settings.file().parent.mkdir(parents=True)
    settings.file().write_bytes(text.encode("latin-1"))
    assert settings.load(notices.append) == Settings()
    assert len(notices) == 1
    assert "\n" not in notices[0]
    assert str(settings.file()) in notices[0]


def test_what_a_later_version_keeps_is_passed_over(notices):
    settings.file().parent.mkdir(parents=True)
    settings.file().write_text(json.dumps({"side": True, "colour_of_the_curtains": "red"}))
    assert settings.load(notices.append) == Settings(side=True)


def test_what_a_killed_window_left_half_written_is_taken_away(notices):
    place = settings.file().parent
    place.mkdir(parents=True)
    (place / ".window.json.01234567.99.part").write_text("{")
    settings.save(Settings())
    assert [path.name for path in place.iterdir()] == ["window.json"]


def test_where_nothing_can_be_written_nothing_is_said(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("APANIM_CONFIG", str(tmp_path / "file"))
    settings.save(Settings())


def test_the_widgets_open_as_they_were_left(room):
    one = room(panels=["plots"])
    assert one.panels.wanted == ("plots",)
    one.key(pygame.K_F4)
    assert one.panels.settings.panels == ("plots", "events")
