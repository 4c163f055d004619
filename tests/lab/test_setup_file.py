"""A set-up's file: written and read it is the same set-up; every mistake in it is one line that helps."""

from dataclasses import fields
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.errors import UserError
from apanim.lab.cards import SETS
from apanim.lab.commands import COMMANDS, CONCENTRATIONS, BlockStretch, Clamp, Concentration
from apanim.lab.instants import Instant
from apanim.lab.ranges import RANGES
from apanim.lab.setup_file import LONGEST_S, AtRest, LabSetup, load_setup, setup_toml

# As files have them: what is read is in Unicode's normal form C, where some signs are others.
SIGNS = st.characters(exclude_categories=("C", "Zl", "Zp"))
NAMES = st.text(SIGNS, min_size=1).filter(str.strip).map(lambda text: normalize("NFC", text))


def within(name):
    return st.floats(RANGES[name].low, RANGES[name].high)


@st.composite
def commands(draw):
    kind = draw(st.sampled_from(COMMANDS))
    if kind is Concentration:
        name = draw(st.sampled_from(CONCENTRATIONS))
        return Concentration(name, draw(within(name)))
    if kind is Clamp:
        return Clamp(draw(st.none() | within("v_mV")))
    if kind is BlockStretch:
        ends = sorted(draw(st.lists(within("to_um"), min_size=2, max_size=2, unique=True)))
        return BlockStretch(*ends, draw(within("stretch_left")))
    ranges = {**{field.name: field.name for field in fields(kind)}, **kind._RANGE_OF}
    values = {}
    for field in fields(kind):
        if field.type is str:
            values[field.name] = draw(NAMES)
        else:
            values[field.name] = draw(within(ranges[field.name]))
    return kind(**values)


STARTS = st.sampled_from(SETS).map(AtRest) | st.builds(
    Instant, st.just("spike"), st.integers(0, 20_000), st.just("silent"), st.sampled_from(["en", "es"]),
    st.just("9f0c1d2e"), st.lists(st.floats(-1e6, 1e6), max_size=4).map(tuple),
)  # fmt: skip


@st.composite
def setups(draw):
    start = draw(STARTS)
    length = draw(st.integers(1, round(600 * LONGEST_S)))
    ticks = sorted(draw(st.lists(st.integers(start.tick, start.tick + length), max_size=6)))
    done = tuple((tick, draw(commands())) for tick in ticks)
    return LabSetup("run", start, done, start.tick + length, draw(st.just("") | NAMES))


@given(setups())
def test_what_is_written_is_read_to_the_last_bit(tmp_path_factory, setup):
    file = tmp_path_factory.mktemp("run") / "run.toml"
    file.write_text(setup_toml(setup, file.parent), encoding="utf-8")
    assert load_setup(file) == setup


GOOD = """apanim = "lab"
version = 1
until_s = 5.0

[start]
set = "membrane"

[[do]]
at_s = 1.0
what = "stimulate"
times_threshold = 1.5
length_ms = 0.5
"""
QUESTION = """
[experiment]
measure = "peak_mV"
of_s = [1.0, 5.0]
cuts = [0.0]

[experiment.en]
title = "A pulse"
look_for = "V"
question = "Does it fire?"
choices = ["no", "yes"]
because = "V reaches {value:mV}."
"""
MISTAKES = {
    "no kind": ('apanim = "lab"\n', "", ["run.toml:1", "'apanim' is missing"]),
    "another kind": ('"lab"', '"lba"', ["run.toml:1", "no apanim 'lba'", "did you mean 'lab'"]),
    "another version": ("version = 1", "version = 2", ["run.toml:2", "version 2"]),
    "unknown key": ("until_s", "untl_s", ["run.toml:3", "unknown key 'untl_s'", "did you mean 'until_s'"]),
    "length of words": ("until_s = 5.0", 'until_s = "5"', ["run.toml:3", "'until_s' must be a number"]),
    "endless": ("until_s = 5.0", "until_s = inf", ["run.toml:3", "until_s = inf"]),
    "no number": ("at_s = 1.0", "at_s = nan", ["run.toml:9", "at_s = nan"]),
    "true is no number": ("at_s = 1.0", "at_s = true", ["run.toml:9", "'at_s' must be a number"]),
    "too long": ("until_s = 5.0", "until_s = 9e9", ["run.toml:3", "out of range"]),
    "no time": ("until_s = 5.0", "until_s = 0.0", ["run.toml:3", "until_s = 0 is out of range"]),
    "huge": ("until_s = 5.0", f"until_s = 1{'0' * 400}", ["run.toml:3", "until_s = 1000", "finite"]),
    "longer than digits go": ("until_s = 5.0", f"until_s = {'9' * 6000}", ["run.toml", "TOML"]),
    "no start": ('[start]\nset = "membrane"\n', "", ["run.toml:1", "'start' is missing", "[start]"]),
    "start is no table": ('[start]\nset = "membrane"\n', "start = 3\n", ["run.toml:5", "no table"]),
    "unknown set": ('"membrane"', '"membrain"', ["run.toml:6", "membrain", "did you mean 'membrane'"]),
    "a set of tables": ('"membrane"', "{ a = [{}] }", ["run.toml:6", "'set' must be text"]),
    "two starts": ('"membrane"', '"membrane"\nscene = "spike"', ["run.toml:6", "both"]),
    "unknown scene": (
        'set = "membrane"', 'scene = "spkie"\nat_s = 1\nvoice = "silent"\nlanguage = "en"',
        ["run.toml:6", "spkie", "did you mean 'spike'"],
    ),
    "scene without a voice": (
        'set = "membrane"', 'scene = "spike"\nat_s = 1', ["run.toml:5", "'voice' is missing"],
    ),
    "unknown voice": (
        'set = "membrane"', 'scene = "spike"\nat_s = 1\nvoice = "habiri"\nlanguage = "en"',
        ["run.toml:8", "habiri", "hibari"],
    ),
    "unknown command": ('"stimulate"', '"stimulat"', ["run.toml:10", "did you mean 'stimulate'"]),
    "no command": ('what = "stimulate"\n', "", ["run.toml:8", "'what' is missing"]),
    "key of another": ("length_ms", "left", ["run.toml:12", "unknown key 'left'"]),
    "out of range": ("= 1.5", "= 90", ["run.toml:11", "times_threshold is 90", "-5 to 20"]),
    "number of words": ("= 1.5", '= "strong"', ["run.toml:11", "'times_threshold' must be a number"]),
    "list for a number": ("= 1.5", "= [1.5]", ["run.toml:11", "'times_threshold' must be a number"]),
    "before it begins": ("at_s = 1.0", "at_s = -1.0", ["run.toml:9", "out of range"]),
    "after its end": ("at_s = 1.0", "at_s = 5.5", ["run.toml:9", "0 to 5"]),
    "unknown concentration": (
        'what = "stimulate"\ntimes_threshold = 1.5\nlength_ms = 0.5',
        'what = "concentration"\nname = "ca_out_mM"\nmM = 2.0', ["run.toml:11", "ca_out_mM", "k_out_mM"],
    ),
    "missing value": (
        'what = "stimulate"\ntimes_threshold = 1.5\nlength_ms = 0.5', 'what = "pump"',
        ["run.toml:8", "'left' is missing"],
    ),
    "commands are no list": ("[[do]]", "[do]", ["run.toml:8", "[[do]]"]),
    "no TOML": ("[[do]]", "[[do", ["run.toml:8", "not TOML"]),
    "twice": ("length_ms = 0.5", "length_ms = 0.5\nlength_ms = 0.5", ["run.toml:13", "twice"]),
    "unknown measure": ('"peak_mV"', '"paek_mV"', ["run.toml:15", "did you mean 'peak_mV'"]),
    "stretch outside": ("[1.0, 5.0]", "[1.0, 9.0]", ["run.toml:16", "0 to 5 s"]),
    "cuts that do not part": ("cuts = [0.0]", "cuts = [0.0, 0.0]", ["run.toml:17", "1 rising numbers"]),
    "words are missing": (
        QUESTION[QUESTION.index("[experiment.en]") :], "", ["run.toml:14", "words are missing"],
    ),
    "a choice that nothing can show": (
        '["no", "yes"]', '["no", "\\u0000"]', ["run.toml:23", "'choices' must be a list of lines of words"],
    ),
    "one choice": ('["no", "yes"]', '["no"]', ["run.toml:23", "1 choices"]),
    "unknown unit": ("{value:mV}", "{value:mW}", ["run.toml:24", "no unit 'mW'"]),
    "unknown number": ("{value:mV}", "{peak:mV}", ["run.toml:24", "no number 'peak'"]),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_file_line_and_key(tmp_path, mistake):
    wrong, instead, says = MISTAKES[mistake]
    assert (GOOD + QUESTION).count(wrong) >= 1
    file = tmp_path / "run.toml"
    file.write_text((GOOD + QUESTION).replace(wrong, instead, 1), encoding="utf-8")
    with pytest.raises(UserError) as error:
        load_setup(file)
    assert "\n" not in str(error.value)
    for word in says:
        assert word in str(error.value)


def test_without_a_mistake_it_is_read(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text(GOOD + QUESTION, encoding="utf-8")
    setup = load_setup(file)
    assert (setup.start, setup.end_tick, [tick for tick, _ in setup.commands]) == (
        AtRest("membrane"),
        3000,
        [600],
    )
    assert setup.question is not None


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_no_bytes_at_all_bring_more_than_a_line(tmp_path_factory, junk):
    file = tmp_path_factory.mktemp("junk") / "run.toml"
    file.write_bytes(junk)
    with pytest.raises(UserError):
        load_setup(file)


def test_a_file_that_is_not_there_and_one_that_is_no_file(tmp_path):
    for path in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(UserError, match="set-up"):
            load_setup(Path(path))
