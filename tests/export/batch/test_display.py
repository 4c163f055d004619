"""What is told while a course is made: films one by one, and of each how far it has come."""

import json
import time
from pathlib import Path

from apanim.export.batch.display import Display, Outcome
from apanim.export.progress import Report, Telling


def course(telling, until=lambda: True):
    with Display(2, telling) as display:
        display.begin(Path("a.mp4"))
        with Report("painting", "frames", telling=Telling.QUIET) as report:  # as its render does
            report(60, 100, "Rest")
            for _ in range(1000):  # bars are drawn ten times a second where the machine has time for it
                if until():
                    break
                time.sleep(0.02)
        display.end(Outcome(Path("a.mp4")))
        display.begin(Path("b.mp4"))
        display.end(Outcome(Path("b.mp4"), trouble="no such scene"))
    with Report("painting", "frames", telling=Telling.QUIET) as report:
        report(99, 100, "After")  # nobody listens any more


def test_a_terminal_has_a_bar_of_all_and_one_of_the_film(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "150")
    seen = []

    def is_drawn():
        seen.append(capsys.readouterr().err)
        return "60 of 100" in "".join(seen)

    course(Telling.SHOWN, is_drawn)
    told = "".join(seen) + capsys.readouterr().err
    assert "painting, 60 of 100 frames, Rest" in told
    assert "After" not in told
    assert "a.mp4" in told
    assert "2 of 2" in told


def test_elsewhere_a_line_a_film(capsys):
    course(Telling.SHOWN)
    out, err = capsys.readouterr()
    assert out == ""
    assert [line[:12] for line in err.splitlines()] == ["1 of 2  a.mp", "2 of 2  b.mp"]
    assert "a.mp4: is made already" in err
    assert "no such scene" in err


def test_json_tells_the_files_and_quiet_nothing(capsys):
    course(Telling.JSON)
    made, troubled = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (made["film"], made["made_already"]) == ("a.mp4", True)
    assert (troubled["trouble"], troubled["made_already"]) == ("no such scene", False)
    course(Telling.QUIET)
    assert capsys.readouterr() == ("", "")
