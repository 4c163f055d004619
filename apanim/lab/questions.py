"""The question that an experiment asks, and how its own run answers it: a number falls between two cuts.

[experiment]
number = 1                # its place in the list
measure = "height_mV"     # what is read off the run (see lab.measures)
of_s = [20.0, 30.0]       # over this stretch of it, on the run's own clock
against_s = [9.0, 19.5]   # optional: compared with another stretch,
compared = "ratio"        # by "ratio" or "difference"
cuts = [0.8, 1.3]         # the first choice is right below the first cut, the second from there on

[experiment.en]           # its words, a table for each language
title = "Threshold"
look_for = "..."
question = "..."
choices = ["...", "...", "..."]
because = "... {value:percent} ..."
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from apanim.lab.cards import Answer, ExperimentCard, card_of, read_words
from apanim.lab.keys import Keys
from apanim.lab.measures import COMPARED, MEASURES, stretch
from apanim.tape import Tape
from apanim.units import seconds, ticks

Ticks = tuple[int, int]


@dataclass(frozen=True)
class RunQuestion:
    """A question to a run, in several languages. `cuts` lie between the choices, ascending."""

    number: float
    measure: str
    of: Ticks
    against: Ticks | None
    compared: str
    cuts: tuple[float, ...]
    cards: tuple[tuple[str, ExperimentCard], ...]

    def card(self, language: str) -> ExperimentCard:
        """Its words in `language`, or else in one that there is."""
        return card_of(dict(self.cards), language)

    def answer(self, tape: Tape) -> Answer:
        """What the run says, once it has been lived to its end."""
        value_of = MEASURES[self.measure].value
        value = value_of(stretch(tape, *self.of))
        if self.against is not None:
            value = COMPARED[self.compared](value, value_of(stretch(tape, *self.against)))
        return Answer(bisect_right(self.cuts, value), value)


def read_question(experiment: Keys, name: str, first_tick: int, end_tick: int) -> RunQuestion:
    """What [experiment] asks of a run between these ticks. Raises UserError with file and line."""
    languages = (key for key, value in experiment.values.items() if isinstance(value, dict))
    experiment.known("number", "measure", "of_s", "against_s", "compared", "cuts", *languages)
    cards = read_words(experiment, name)
    number = experiment.number("number") if experiment.has("number") else 0.0
    measure = experiment.one_of("measure", MEASURES)
    of = _stretch(experiment, "of_s", first_tick, end_tick)
    against, compared = None, ""
    if experiment.has("against_s") or experiment.has("compared"):
        against = _stretch(experiment, "against_s", first_tick, end_tick)
        compared = experiment.one_of("compared", COMPARED)
    cuts, choices = experiment.numbers("cuts"), len(next(iter(cards.values())).choices)
    if len(cuts) != choices - 1 or any(a >= b for a, b in pairwise(cuts)):
        raise experiment.error(
            "cuts", f"give {choices - 1} rising numbers, one between two of {choices} choices"
        )
    return RunQuestion(number, measure, of, against, compared, cuts, tuple(cards.items()))


def _stretch(experiment: Keys, key: str, first_tick: int, end_tick: int) -> Ticks:
    times = [ticks(time_s) for time_s in experiment.numbers(key)]
    if len(times) != 2 or not first_tick <= times[0] < times[1] <= end_tick:
        run = f"{seconds(first_tick):g} to {seconds(end_tick):g} s"
        raise experiment.error(key, f"'{key}' must be two times in a row, within the run's {run}")
    return times[0], times[1]
