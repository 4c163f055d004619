"""Questions on a page in real browsers: of the chapter that is seen, answered once, in every language."""

import zipfile

import pytest
from browser import NAMES, browser

MORE = "document.getElementById('more')"


@pytest.fixture(scope="module", params=NAMES)
def opened(request, packages, tmp_path_factory):
    """A browser with the page of the package open from the disk, where no system listens."""
    folder = tmp_path_factory.mktemp("page")
    zipfile.ZipFile(packages["1.2"]).extract("index.html", folder)
    with browser(request.param) as one:
        one.open(folder / "index.html")
        yield one


def texts(opened, what):
    return opened.evaluate(f"[...{MORE}.querySelectorAll({what!r})].map((one) => one.textContent)")


def press_on(opened, place):
    opened.evaluate(f"({MORE}.querySelectorAll('.choice')[{place}].click(), true)")


def test_an_answer_is_judged_once_and_kept_in_every_language(opened):
    opened.evaluate("(window.apanim.words.choose('en'), true)")
    first = opened.evaluate("window.apanim.quiz.questions[0]")
    assert set(first["choices"]) == {"negative", "zero", "positive"}
    assert first["choices"][first["right"]] == "negative"
    wrong = (first["right"] + 1) % 3
    press_on(opened, wrong)
    opened.until(f"{MORE}.querySelector('.because')")
    assert texts(opened, ".wrong") == [f"{first['choices'][wrong]} ✗"]
    assert texts(opened, ".right") == ["negative ✓"]
    assert texts(opened, ".because") == ["Not so. It rests."]
    press_on(opened, first["right"])  # a judged answer stands
    assert texts(opened, ".score") == ["0 of 4 right"]
    opened.evaluate("(window.apanim.words.choose('es'), true)")
    assert texts(opened, ".right") == ["negativo ✓"]
    assert texts(opened, ".because")[0].endswith("Descansa.")


def test_the_questions_are_those_of_the_chapter_that_is_seen(opened):
    opened.evaluate("(window.apanim.words.choose('en'), true)")
    shown = []
    for share in (0.1, 0.9):
        opened.evaluate(f"window.apanim.seek({share} * window.apanim.duration)")
        opened.until("document.documentElement.dataset.exact === 'true'")
        shown.append((texts(opened, "h2 span"), texts(opened, "li > p:first-child")))
    (first, of_first), (second, of_second) = shown
    assert (first, second) == (["First"], ["Second"])
    assert "Inside it is ..." in of_first
    assert len(of_second) == 1
    opened.evaluate(f"({MORE}.querySelector('button[title=\"Chapter before\"]').click(), true)")
    assert texts(opened, "h2 span") == ["First"]
