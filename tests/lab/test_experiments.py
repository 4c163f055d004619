"""The experiments that come with apanim: each is answered by its own run, and an independent one agrees."""

from bisect import bisect_right
from functools import cache

import independent
import numpy as np
import pytest

from apanim.data import scenes_dir
from apanim.lab.cards import Trial, all_cards
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import experiment_names, find_setup
from apanim.physics.measure import measure_refractoriness
from apanim.physics.textbook import TEXTBOOK
from apanim.units import seconds

RIGHT = {  # what a physiologist expects, by the words of the choice
    "threshold": "About as tall", "refractory": "no spike", "ttx": "only while", "tea": "Longer",
    "pump_off": "A few millivolts", "potassium": "less negative", "cold": "Longer",
    "clamp": "stops by itself",
}  # fmt: skip


@cache
def lived(name):
    run = SetupRun(find_setup(name))
    run.live(run.setup.end_tick)
    return run


def test_there_are_eight_in_an_order_of_their_own():
    cards = all_cards("en")
    assert sorted(card.name for card in cards) == experiment_names() == sorted(RIGHT)
    assert [card.name for card in cards][:2] == ["threshold", "refractory"]


@pytest.mark.parametrize("name", RIGHT)
def test_its_run_gives_the_answer(name):
    run = lived(name)
    assert run.branch.status == ""
    question = run.setup.question
    answer = question.answer(run.branch.tape)
    assert RIGHT[name] in question.card("en").choices[answer.choice]
    trial = Trial(question.card("en")).predict(answer.choice).reveal(answer)
    assert trial.right
    assert "{" not in trial.told


@pytest.mark.parametrize("name", RIGHT)
def test_an_independent_integration_gives_the_same_voltages_and_the_same_answer(name):
    run, other = lived(name), independent.Run(scenes_dir() / "lab" / f"{name}.toml")
    question, tape = run.setup.question, run.branch.tape
    ms = tape.series.model_ns / 1e6
    assert ms[-1] == pytest.approx(other.t_ms[-1], abs=1e-6)
    values = []
    for ticks in (question.of, question.against):
        if ticks is None:
            continue
        t, v, i_na = other.stretch(*map(seconds, ticks))
        rows = (ms >= t[0]) & (ms <= t[-1])
        ours = tape.series.v_mV[rows]
        assert ours.max() == pytest.approx(v.max(), abs=0.5)
        assert ours[-1] == pytest.approx(v[-1], abs=0.5)
        values.append(independent.measured(question.measure, t, v, i_na))
    value = {"": lambda: values[0], "ratio": lambda: values[0] / values[1],
             "difference": lambda: values[0] - values[1]}[question.compared]()  # fmt: skip
    answer = question.answer(tape)
    near = (
        {"abs": 0.5} if question.measure.endswith("_mV") and question.compared != "ratio" else {"rel": 0.02}
    )
    assert answer.value == pytest.approx(value, **near)
    assert answer.choice == bisect_right(question.cuts, value)


def test_the_pairs_of_the_refractory_experiment_are_as_the_bench_measures():
    """A second pulse of 1.5 times threshold fires where the bench's threshold then is below that."""
    bench = measure_refractoriness(TEXTBOOK)
    needed = {
        gap: float(np.interp(gap, bench.interval_ms, np.nan_to_num(bench.relative, nan=1e3)))
        for gap in (3, 8)
    }
    tape = lived("refractory").branch.tape
    ms, v = tape.series.model_ns / 1e6, tape.series.v_mV
    for gap, start_ms in ((3, 1.0), (8, 14.0)):
        later = v[(ms > start_ms + gap + 0.5) & (ms < start_ms + gap + 6)]
        assert (later.max() > 0) == (needed[gap] < 1.5)
    assert needed[8] < 1.5 < needed[3]


@pytest.mark.parametrize("language", sorted(p.stem for p in (scenes_dir() / "narration").glob("*.toml")))
def test_every_language_of_the_lecture_has_the_words(language):
    english = {card.name: card for card in all_cards("en")}
    for card in all_cards(language):
        assert len(card.choices) == len(english[card.name].choices)
        if language != "en":
            assert card.question != english[card.name].question
        assert card.question.endswith("?")
        assert len(card.look_for) < 160


def test_a_card_is_found_as_its_set_up_is(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text((scenes_dir() / "lab" / "cold.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert find_setup("membrane").question is None
    assert find_setup("cold").question.card("es") in all_cards("es")
    assert (
        find_setup(str(file)).question.card("es-MX").question
        == find_setup("cold").question.card("es").question
    )


def test_a_prediction_comes_first_and_stands():
    card = all_cards("en")[0]
    trial = Trial(card)
    answer = lived(card.name).setup.question.answer(lived(card.name).branch.tape)
    assert trial.reveal(answer).stage == "predict"
    wrong = (answer.choice + 1) % len(card.choices)
    guessed = trial.predict(wrong)
    assert (guessed.stage, guessed.told) == ("run", "")
    told = guessed.predict(answer.choice).reveal(answer)
    assert (told.stage, told.predicted, told.right) == ("reveal", wrong, False)
    with pytest.raises(IndexError):
        trial.predict(len(card.choices))
