"""Questions on a web page: what travels with it; how they are asked stands in `assets/page/quiz.js`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from apanim.data import assets_dir
from apanim.export.page.document import Addition
from apanim.export.questions import Question, questions_in
from apanim.narration.catalogue import Catalogue
from apanim.script.programme import Programme


def quiz(
    programme: Programme,
    narrations: Mapping[str, Catalogue],
    folders: Sequence[Path],
    stretch: tuple[int, int],
) -> Addition:
    """Questions on what is told from one tick to the other, in every language of a page by its code.

    Raises UserError as `questions_in`.
    """
    chapters = {number: place for place, number in enumerate(_chapters_in(programme, stretch))}
    asked = {
        code: [
            _travelling(one, chapters[one.chapter], stretch[0])
            for one in questions_in(programme, narration, *folders)
            if stretch[0] <= one.told_tick < stretch[1]
        ]
        for code, narration in narrations.items()
    }
    style, script = (
        (assets_dir() / "page" / name).read_text(encoding="utf-8") for name in ("quiz.css", "quiz.js")
    )
    return Addition("quiz", {"asked": asked}, style, script)


def _chapters_in(programme: Programme, stretch: tuple[int, int]) -> Sequence[int]:
    """The numbers of the chapters that the stretch has a part of."""
    starts = [0, *(chapter.start_tick for chapter in programme.chapters[1:])]
    ends = [*starts[1:], programme.duration_tick]
    return [
        number
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start < stretch[1] and end > stretch[0]
    ]


def _travelling(question: Question, chapter: int, from_tick: int) -> dict[str, Any]:
    return {
        "name": question.name, "chapter": chapter, "ask": question.ask, "choices": question.choices,
        "right": question.right, "because": question.because, "tick": question.told_tick - from_tick,
    }  # fmt: skip
