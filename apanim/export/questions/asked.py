"""Which questions are asked on each chapter of a programme, and how the choices of each are laid out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apanim.cache import digest
from apanim.export.questions.made import Number, number_left_out, which_is_true
from apanim.export.questions.words_file import read_worded
from apanim.narration.catalogue import Catalogue
from apanim.script.programme import Programme
from apanim.script.timeline import ClaimResult
from apanim.script.translation import told_in

PER_CHAPTER = 3
WHICH_NUMBER = "Which number belongs in the gap?"  # words of the screen, for a catalogue to translate
WHICH_TRUE = "What is true of this membrane?"


@dataclass(frozen=True)
class Question:
    """A question on a chapter, in one language. `right` is the place of the right one among `choices`.

    `because` is the sentence that tells it, which begins at `told_tick` of the programme.
    """

    chapter: int
    name: str
    ask: str
    choices: tuple[str, ...]
    right: int
    because: str
    told_tick: int


def mixed(name: str, choices: Sequence[str], right: int) -> tuple[tuple[str, ...], int]:
    """The choices in an order that `name` alone decides, so that it is the same each time and in every
    language; and the place of the right one."""
    order = sorted(range(len(choices)), key=lambda place: digest(name, str(place)))
    return tuple(choices[place] for place in order), order.index(right)


@dataclass(frozen=True)
class _Sentence:
    """A sentence of the programme in the language that is asked in, with all that it asserts."""

    chapter: int
    cue: str
    text: str
    start_tick: int
    numbers: tuple[Number, ...]
    claims: tuple[ClaimResult, ...]


def questions_in(programme: Programme, catalogue: Catalogue, *folders: Path) -> tuple[Question, ...]:
    """Up to PER_CHAPTER questions on each chapter, in the language of `catalogue`, chapter by chapter.

    Those that the author of the scenes in these folders has worded come first, then numbers to fill in,
    then claims. Raises UserError for a file of questions that is wrong, or asks for what a cue does not
    claim.
    """
    sentences = _sentences(programme, catalogue)
    chosen: list[Question] = []
    count: Counter[int] = Counter()
    for question in (
        *_worded(sentences, catalogue, folders),
        *_numbers(sentences, catalogue),
        *_claims(sentences, catalogue),
    ):
        if count[question.chapter] < PER_CHAPTER:
            count[question.chapter] += 1
            chosen.append(question)
    return tuple(sorted(chosen, key=lambda question: (question.chapter, question.told_tick)))


def _sentences(programme: Programme, catalogue: Catalogue) -> list[_Sentence]:
    starts = [chapter.start_tick for chapter in programme.chapters]
    claims = [
        tuple(one for one in timeline.claims if one.cue == cue.name and one.values)
        for timeline in programme.timelines
        for cue in timeline.cues
    ]
    return [
        _Sentence(
            max(0, bisect_right(starts, told.cue.start_tick) - 1), told.cue.name, told.line.display,
            told.cue.start_tick,
            tuple(
                Number(name, unit, dict(told.cue.numbers)[name])
                for name, unit in catalogue.cue(told.cue.name).text.numbers()
                if name in dict(told.cue.numbers)
            ),
            made,
        )
        for told, made in zip(told_in(programme, catalogue), claims, strict=True)
    ]  # fmt: skip


def _worded(
    sentences: list[_Sentence], catalogue: Catalogue, folders: tuple[Path, ...]
) -> Iterator[Question]:
    worded, asked = [one for folder in folders for one in read_worded(folder)], set[str]()
    for sentence in sentences:
        for one in worded:
            if one.cue != sentence.cue:
                continue
            name = f"{one.cue}.{one.name}"
            right, values = one.right(sentence.claims)
            numbers = dict(values) | {number.name: number.value for number in sentence.numbers}
            texts = one.in_language(catalogue.language)
            ask, *choices = (text.fill(numbers, catalogue.writing) for text in texts)
            if name not in asked:
                asked.add(name)
                yield _question(sentence, name, ask, *mixed(name, choices, right))


def _numbers(sentences: list[_Sentence], catalogue: Catalogue) -> Iterator[Question]:
    told = [number for sentence in sentences for number in sentence.numbers]
    ask = catalogue.screen.get(WHICH_NUMBER, WHICH_NUMBER)
    for sentence in sentences:
        for number in sentence.numbers:
            made = number_left_out(sentence.text, number, told, catalogue.writing)
            if made is not None:
                gap, choices, right = made
                yield _question(sentence, f"{sentence.cue}.{number.name}", f"{ask} {gap}", choices, right)


def _claims(sentences: list[_Sentence], catalogue: Catalogue) -> Iterator[Question]:
    every = [claim for sentence in sentences for claim in sentence.claims]
    for sentence in sentences:
        for number, claim in enumerate(sentence.claims, start=1):
            made = which_is_true(claim, every)
            if made is not None:
                name = f"{sentence.cue}.claim_{number}"
                ask = catalogue.screen.get(WHICH_TRUE, WHICH_TRUE)
                yield _question(sentence, name, ask, *mixed(name, *made))


def _question(
    sentence: _Sentence, name: str, ask: str, choices: tuple[str, ...], right: int
) -> Question:  # fmt: skip
    return Question(sentence.chapter, name, ask, choices, right, sentence.text, sentence.start_tick)
