"""An experiment as a person meets it: its words, a prediction, and what the membrane then says.

Only plain data and words are here, so that a window can show them before anything else is ready.
"""

from dataclasses import dataclass, replace
from typing import Literal

from apanim.data import scenes_dir
from apanim.lab.keys import Keys
from apanim.letters.language import figures_of, is_tag
from apanim.narration.templates import Template, Writing

SETS = ("membrane", "neuron", "axon")  # that may be opened at rest; each is a scene in scenes/lab
ENGLISH = "en"
MOST_CHOICES = 5
_WORDS = ("title", "look_for", "question", "choices", "because")


@dataclass(frozen=True)
class ExperimentCard:
    """An experiment in one language. `name` is what the command calls it; `because` holds {value:unit}."""

    name: str
    title: str
    look_for: str
    question: str
    choices: tuple[str, ...]
    because: Template
    writing: Writing


@dataclass(frozen=True)
class Answer:
    """Which choice is right by the run itself: its place among the choices, and the number that says so."""

    choice: int
    value: float


@dataclass(frozen=True)
class Trial:
    """An experiment under way: first a prediction is made, then the run is watched, then it is answered."""

    card: ExperimentCard
    predicted: int | None = None
    answer: Answer | None = None

    @property
    def stage(self) -> Literal["predict", "run", "reveal"]:
        if self.predicted is None:
            return "predict"
        return "run" if self.answer is None else "reveal"

    def predict(self, choice: int) -> "Trial":
        """The run may begin. A prediction that was made stands; raises IndexError for no choice."""
        if not 0 <= choice < len(self.card.choices):
            raise IndexError(f"choice {choice} of {len(self.card.choices)}")
        return replace(self, predicted=choice) if self.stage == "predict" else self

    def reveal(self, answer: Answer) -> "Trial":
        """The run has been seen to its end. Before a prediction it tells nothing."""
        return self if self.predicted is None else replace(self, answer=answer)

    @property
    def right(self) -> bool:
        """Whether the prediction was the membrane's answer."""
        return self.answer is not None and self.answer.choice == self.predicted

    @property
    def told(self) -> str:
        """Why, with the run's own number; "" before it is revealed."""
        return (
            ""
            if self.answer is None
            else self.card.because.fill({"value": self.answer.value}, self.card.writing)
        )


def all_cards(language: str) -> tuple[ExperimentCard, ...]:
    """The experiments that come with apanim, in their order, in `language` or else in English."""
    numbered: list[tuple[float, ExperimentCard]] = []
    for path in (scenes_dir() / "lab").glob("*.toml"):
        written = Keys.open(path).table("experiment")
        numbered.append((written.number("number"), card_of(read_words(written, path.stem), language)))
    return tuple(card for _, card in sorted(numbered, key=lambda one: one[0]))


def read_words(experiment: Keys, name: str) -> dict[str, ExperimentCard]:
    """The words of the table [experiment] of a file by language. Raises UserError with file and line."""
    languages = [key for key, value in experiment.values.items() if isinstance(value, dict)]
    if not languages:
        raise experiment.error(
            "", f"its words are missing; add [experiment.{ENGLISH}] with {', '.join(_WORDS)}"
        )
    if odd := [language for language in languages if not is_tag(language)]:
        raise experiment.error(odd[0], f"'{odd[0]}' is no language's tag; write one such as es or pt-BR")
    cards = {
        language: _card(experiment.table(language).known(*_WORDS), name, language) for language in languages
    }
    first = cards[languages[0]]
    for language, card in cards.items():
        if len(card.choices) != len(first.choices):
            count = f"{len(card.choices)} choices, {len(first.choices)} in {languages[0]}"
            raise experiment.table(language).error("choices", f"{count}; give as many")
    return cards


def card_of(cards: dict[str, ExperimentCard], language: str) -> ExperimentCard:
    """The card in `language`; else in its plain form ("es" of "es-MX"), in English, or as it is written."""
    for wanted in (language, language.split("-")[0], ENGLISH):
        if wanted in cards:
            return cards[wanted]
    return next(iter(cards.values()))


def _card(words: Keys, name: str, language: str) -> ExperimentCard:
    title, look_for, question = (words.text(key) for key in _WORDS[:3])
    choices, because = words.texts("choices"), words.text("because")
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise words.error("choices", f"{len(choices)} choices; give 2 to {MOST_CHOICES}")
    template = Template(because, words.reader.where((*words.path, "because")))
    if odd := [one for one in template.measures() if one != "value"]:
        raise words.error("because", f"no number '{odd[0]}' here; the run's own is {{value:unit}}")
    return ExperimentCard(name, title, look_for, question, choices, template, Writing(figures_of(language)))
