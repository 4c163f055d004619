"""A run that is saved and opened again is the same run, byte for byte; a scene that has changed is told."""

from dataclasses import replace

import numpy as np
import pytest
from helpers import WORDS, write_scene
from hypothesis import given, settings
from hypothesis import strategies as st

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.lab.commands import (
    BlockStretch,
    Clamp,
    Concentration,
    Drug,
    Inactivation,
    Inject,
    Pace,
    Pump,
    Ramp,
    Release,
    Stimulate,
    Temperature,
)
from apanim.lab.instants import Instant
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import AtRest, LabSetup, find_setup, load_setup, setup_toml
from apanim.tape.records import pack, record_type

SPIKE = """
s.stimulate(patch, 1.4 * THRESHOLD)
s.wait(1.5)
s.stimulate(patch, 1.4 * THRESHOLD)
s.wait(1.0)
"""
COMMANDS = st.one_of(
    st.builds(Stimulate, st.floats(-2, 5), st.floats(0.05, 1.0), st.floats(0, 2)),
    st.builds(Ramp, st.floats(-20, 60), st.floats(0.1, 10)),
    st.builds(Clamp, st.none() | st.floats(-90, 50)),
    st.builds(Drug, st.floats(0, 1), st.floats(0, 1)),
    st.builds(Inactivation, st.floats(0, 1)),
    st.builds(Pump, st.floats(0, 1)),
    st.builds(Concentration, st.just("k_out_mM"), st.floats(2, 20)),
    st.builds(Temperature, st.floats(10, 40)),
    st.builds(Pace, st.floats(0.05, 2.0)),
)


def opened_again(run, folder):
    file = folder / "again.toml"
    file.write_text(setup_toml(replace(run.kept(), name="again"), folder), encoding="utf-8")
    again = SetupRun(load_setup(file))
    again.reach(again.setup.end_tick)
    return again


def assert_same(one, other):
    ours, theirs = one.branch.tape, other.branch.tape
    assert one.branch.end_tick == other.branch.end_tick
    assert one.branch.commands == other.branch.commands
    for name in ("model_ns", "v_mV", "m", "h", "n", "carried", "crossed", "na_open"):
        a, b = (np.asarray(tape.series[name])[: tape.steps + 1] for tape in (ours, theirs))
        assert a.tobytes() == b.tobytes(), name
    for number in (one.branch.begin_tick // 10, ours.steps // 2, ours.steps):
        a, b = (pack(tape.step(number), record_type(tape.step(0))).tobytes() for tape in (ours, theirs))
        assert a == b, number


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 900), COMMANDS), max_size=5))
def test_saved_and_opened_again_it_is_the_same_run(tmp_path_factory, done):
    run = SetupRun(LabSetup("free", AtRest("membrane"), (), 6000))
    for tick, command in sorted(done, key=lambda one: one[0]):
        try:
            run.do(tick, command)
        except UserError:
            continue  # what cannot be done there, such as a pulse to a clamped membrane, changes nothing
    run.reach(1200)
    assert_same(run, opened_again(run, tmp_path_factory.mktemp("run")))


@pytest.fixture
def forked(tmp_path):
    """A run from an instant of an author's own scene, with what its viewer did."""
    scene = write_scene(tmp_path, SPIKE)
    written = Instant(str(scene), 605, "silent", "en")
    start = Instant.of(written.timeline(), scene, 605, "silent", "en")
    run = SetupRun(LabSetup("forked", start, (), 6000))
    run.do(700, Drug(0.2, 1.0))
    run.do(800, Stimulate(2.0, 0.5))
    run.reach(1400)
    return run, scene


def test_a_run_from_an_instant_of_a_scene_is_the_same_from_its_file(forked, tmp_path):
    run, _ = forked
    again = opened_again(run, tmp_path)
    assert_same(run, again)
    assert 'scene = "small.py"' in (tmp_path / "again.toml").read_text()
    before = run.branch.begin_tick // 10
    recorded = run.branch.tape.origin.series.v_mV[: before + 1]
    assert np.array_equal(run.branch.tape.series.v_mV[: before + 1], recorded)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("s.wait(1.5)", "s.wait(1.4)"),
        ("1.4 * THRESHOLD)\n    s.wait(1.0", "1.6 * THRESHOLD)\n    s.wait(1.0"),
        ("ions=200", "ions=210"),
        ("s.wait(1.5)", 's.say("hello")'),
    ],
)  # fmt: skip
def test_a_scene_that_has_changed_is_told_and_not_run(forked, tmp_path, was, now):
    run, scene = forked
    opened_again(run, tmp_path)
    source = scene.read_text()
    assert was in source
    scene.write_text(source.replace(was, now, 1))
    setup = load_setup(tmp_path / "again.toml")
    with pytest.raises(UserError, match=r"^again.toml:6: scene 'small' has changed .* remove scene_is"):
        SetupRun(setup)
    kept = [line for line in (tmp_path / "again.toml").read_text().splitlines() if "scene_" not in line]
    (tmp_path / "again.toml").write_text("\n".join(kept))
    SetupRun(load_setup(tmp_path / "again.toml")).reach(1000)


def test_words_may_change_where_nothing_else_does(forked, tmp_path):
    run, scene = forked
    (tmp_path / "narration" / "en.toml").write_text(WORDS.replace("sits still", "sits quite still"))
    assert_same(run, opened_again(run, tmp_path))
    assert scene.exists()


def test_a_scene_of_the_lecture_goes_by_its_name():
    timeline = Instant("spike", 6000, "silent", "en").timeline()
    start = Instant.of(timeline, scenes_dir() / "spike.py", 6000, "silent", "en")
    assert start.scene == "spike"
    assert start.keys(scenes_dir())["scene"] == "spike"


def test_an_instant_beyond_the_scenes_end_is_told(tmp_path):
    write_scene(tmp_path, SPIKE)
    file = tmp_path / "late.toml"
    file.write_text(
        'apanim = "lab"\nversion = 1\n'
        '[start]\nscene = "small.py"\nat_s = 90\nvoice = "silent"\nlanguage = "en"\n'
    )
    with pytest.raises(UserError, match=r"late.toml:4: small ends at 2.50 s"):
        SetupRun(load_setup(file))


def test_what_cannot_be_done_there_is_told_with_its_place(tmp_path):
    file = tmp_path / "held.toml"
    file.write_text(
        'apanim = "lab"\nversion = 1\nuntil_s = 2\n[start]\nset = "membrane"\n'
        '[[do]]\nat_s = 1\nwhat = "stimulate"\n[[do]]\nat_s = 0.5\nwhat = "clamp"\nv_mV = 0\n'
    )
    with pytest.raises(UserError, match=r"held.toml:8: .*clamped"):
        SetupRun(load_setup(file)).reach(1200)


def test_a_viewer_who_acts_drops_what_was_planned():
    run = SetupRun(find_setup("threshold"))
    run.reach(900)
    assert len(run.branch.commands) == 2
    run.do(1200, Stimulate(3.0, 0.5))
    run.reach(6000)
    assert [tick for tick, _ in run.branch.commands] == [0, 600, 1200]


CABLES = {
    "neuron": [
        (0, Pace(2.0)), (60, Release("left")), (60, Release("upper")), (300, Temperature(30.0)),
        (400, Inject("soma", 8.0, 0.8, 0.5)), (600, Drug(0.5, 1.0)),
    ],
    "axon": [
        (0, Pace(0.5)), (10, BlockStretch(1300.0, 1600.0, 0.1)), (60, Stimulate(1.5, 0.2, 0.0, "axon@700")),
        (600, Concentration("k_out_mM", 8.0)), (900, Stimulate(2.0, 0.2, 0.0, "axon@2000")),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CABLES)
def test_a_cable_saved_and_opened_again_is_the_same_run(tmp_path, name):
    run = SetupRun(LabSetup("free", AtRest(name), (), 6000))
    for tick, command in CABLES[name]:
        run.do(tick, command)
    run.reach(1500)
    again = opened_again(run, tmp_path)
    ours, theirs = (one.branch.tape.series for one in (run, again))
    steps = run.branch.tape.steps
    assert again.branch.commands == run.branch.commands
    for column in ("model_ns", "v_mV", "m", "h", "n"):
        a, b = (np.asarray(getattr(series, column))[: steps + 1] for series in (ours, theirs))
        assert a.tobytes() == b.tobytes(), column
    assert np.ptp(ours.v_mV[: steps + 1]) > 10


@pytest.mark.parametrize(
    "wrong",
    [
        'set = "neuron"\n[[do]]\nat_s = 0\nwhat = "release"\nsynapse = "lfet"',
        'set = "neuron"\n[[do]]\nat_s = 0\nwhat = "inject"\nsection = "soam"\nx_um = 1',
        'set = "axon"\n[[do]]\nat_s = 0\nwhat = "stimulate"\nplace = "axon@nan"',
        'set = "axon"\n[[do]]\nat_s = 0\nwhat = "stimulate"\nplace = "axon@9e9"',
        'set = "axon"\n[[do]]\nat_s = 0\nwhat = "stimulate"\nplace = "1300"',
        'set = "axon"\n[[do]]\nat_s = 0\nwhat = "clamp"\nv_mV = 0',
        'set = "membrane"\n[[do]]\nat_s = 0\nwhat = "release"',
        'set = "membrane"\n[[do]]\nat_s = 0\nwhat = "block_stretch"',
        'set = "membrane"\n[[do]]\nat_s = 0\nwhat = "clamp"',
    ],
)
def test_what_a_set_has_not_is_told_with_its_place(tmp_path, wrong):
    file = tmp_path / "odd.toml"
    file.write_text(f'apanim = "lab"\nversion = 1\nuntil_s = 2\n[start]\n{wrong}\n')
    with pytest.raises(UserError, match=r"^odd.toml:8: ") as told:
        SetupRun(load_setup(file)).reach(60)
    assert "\n" not in str(told.value)
