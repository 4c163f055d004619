"""How far work has come, told to people and to scripts; and the last line of a render."""

import io
import json

import pytest
from rich.console import Console

from apanim.export import progress
from apanim.export.progress import Report, Telling, watching
from apanim.export.segments.joined import Counts
from apanim.export.summary import Summary


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by a second whenever something is told."""
    now = iter(range(1000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(now)))


def told(terminal, *calls):
    out = io.StringIO()
    with Report("painting", "frames", Console(file=out, force_terminal=terminal, width=200)) as report:
        for call in calls:
            report(*call)
    return out.getvalue()


def test_a_line_now_and_then_has_percent_rate_time_left_and_chapter(clock):
    lines = told(False, *((10 * k, 1000, "At [rest]") for k in range(31))).splitlines()
    assert len(lines) == 3
    assert lines[0] == "painting: 9 %, 90 of 1000 frames, 9.0 a second, 1:41 left, At [rest]"


def test_what_was_done_before_makes_no_rate(clock):
    lines = told(False, *((500 + 10 * k, 1000) for k in range(12))).splitlines()
    assert lines == ["painting: 59 %, 590 of 1000 frames, 10.0 a second, 0:41 left"]


def test_time_left_waits_until_there_is_something_to_judge_by(clock):
    (line,) = told(False, *((k, 1000) for k in range(1, 12))).splitlines()
    assert line == "painting: 1 %, 10 of 1000 frames, 1.0 a second"


def test_a_bar_has_them_too(clock):
    shown = told(True, *((10 * k, 100, "The pump") for k in range(1, 8)))
    assert all(word in shown for word in ("70 %", "70/100 frames", "a second", "The pump"))


def test_json_lines_are_for_scripts(clock, capsys):
    with Report("painting", "frames", telling=Telling.JSON) as report:
        for k in range(1, 5):
            report(25 * k, 100, "Rest")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["percent"] for line in lines][-1] == 100.0
    assert set(lines[0]) == {"doing", "unit", "done", "total", "percent", "a_second", "left_s", "chapter"}


def test_quiet_says_nothing_and_a_watch_hears_it_instead(clock, capsys):
    heard = []
    with Report("painting", "frames", telling=Telling.QUIET) as report:
        report(50, 100)
        with watching(lambda *told: heard.append(told)):
            report(60, 100, "Rest")
    assert heard == [("painting", "frames", 60, 100, "Rest")]
    assert capsys.readouterr() == ("", "")


def test_the_last_line_tells_size_duration_bit_rate_and_speed(tmp_path, capsys):
    file = tmp_path / "a.mp4"
    file.write_bytes(bytes(1_500_000))
    summary = Summary("a.mp4", (file,), 12.0, 6.0, Counts(1, 3))
    summary.say(Telling.SHOWN)
    line = "a.mp4: 1.5 MB, 0:12, 1.00 Mbit/s, made in 0:06, 2 times real time; 3 of 4 segments were there\n"
    assert capsys.readouterr().out == line
    summary.say(Telling.JSON)
    told = json.loads(capsys.readouterr().out)
    assert (told["bytes"], told["bits_a_second"], told["times_real_time"]) == (1_500_000, 1_000_000, 2.0)
    assert (told["segments_made"], told["segments_kept"]) == (1, 3)
    summary.say(Telling.QUIET)
    assert capsys.readouterr().out == ""
