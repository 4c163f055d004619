"""A folder of one's own: a copy to be changed, laid over apanim's, and what is told of it."""

import pickle

import pytest

from apanim.data import lay_over, scenes_dir
from apanim.errors import UserError
from apanim.export.copied import copy_house
from apanim.narration.catalogue import CueLine
from apanim.narration.voices import voice_named
from apanim.picture.theme import own_theme, theme, theme_names
from apanim.script import installed
from apanim.script.find import find_catalogue, scene_file
from apanim.script.folders import theme_file
from apanim.script.lecture import find_order, own_orders
from apanim.script.own import check_folder, unsaid
from apanim.script.programme import compile_programme, every_scene, row_of

EN = scenes_dir() / "narration" / "en.toml"


@pytest.fixture
def house(tmp_path):
    """A folder that is laid over apanim's, empty at first."""
    (tmp_path / "narration").mkdir()
    lay_over(tmp_path)
    yield tmp_path
    lay_over(None)


def words(house, text: str, name: str = "en") -> None:
    (house / "narration" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_copy_says_what_apanim_says_until_it_is_changed(tmp_path):
    folder = copy_house(tmp_path / "mine")
    try:
        before = {cue.name: cue.text for cue in compile_programme("pump", "silent", "en").cues}
        lay_over(folder)
        assert check_folder(str(folder)) == folder
        assert unsaid(folder) == []
        assert scene_file("pump") == folder / "pump.py"
        for name in own_orders():
            order = find_order(name)
            assert order is not None
            assert folder in (order.folder, order.folder.parent)
            assert all(folder in entry.file.parents for entry in order.entries)
        assert {cue.name: cue.text for cue in compile_programme("pump", "silent", "en").cues} == before
        english = folder / "narration" / "en.toml"
        name, told = next((name, text) for name, text in before.items() if "{" not in text)
        text = english.read_text(encoding="utf-8")
        assert text.count(f"[cues.{name}]") == 1
        head, tail = text.split(f"[cues.{name}]")
        changed = tail.replace('text = "', 'text = "Look: ', 1)
        english.write_text(f"{head}[cues.{name}]{changed}", encoding="utf-8")
        after = {cue.name: cue.text for cue in compile_programme("pump", "silent", "en").cues}
        assert after[name] == f"Look: {told}"
    finally:
        lay_over(None)


def test_no_folder_that_holds_something_is_copied_into(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="mine/: holds something already"):
        copy_house(tmp_path / "mine")
    with pytest.raises(UserError, match="there is no folder"):
        copy_house(tmp_path / "not" / "there")
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_words_that_are_laid_over_are_told_and_the_others_stay(house):
    words(house, '[cues.pump_share]\ntext = "Without it rest shifts by {pump_share:abs_mV}."\n')
    said = {cue.name: cue.text for cue in compile_programme("pump", "silent", "en").cues}
    assert said["pump_share"] == "Without it rest shifts by 4\N{NO-BREAK SPACE}mV."
    lay_over(None)
    assert {cue.name: cue.text for cue in compile_programme("pump", "silent", "en").cues} != said


def test_one_word_of_the_lexicon_and_of_the_screen_is_enough(house):
    words(house, '[lexicon]\n"mV" = "thousandths of a volt"\n\n[screen]\n"OUTSIDE THE CELL" = "WITHOUT"\n')
    catalogue = find_catalogue(scenes_dir(), "en")
    assert catalogue.cue("pump_share").lexicon.spoken("4 mV") == "Four thousandths of a volt"
    assert compile_programme("pump", "silent", "en").timelines[0].word("OUTSIDE THE CELL") == "WITHOUT"


def test_a_language_of_ones_own_stands_beside_apanims(house):
    told = "Ohne die Pumpe steigt die Spannung ein wenig und bleibt dann stehen."
    words(house, f'[language]\ncode = "de"\nname = "Deutsch"\n[cues.pump_share]\ntext = "{told}"\n', "de")
    timeline = compile_programme("pump", "silent", "de").timelines[0]
    assert timeline.language == "de"
    assert "pump_share" not in timeline.borrowed
    assert len(timeline.borrowed) == 2


def test_a_scene_that_is_laid_over_goes_before_apanims_and_a_new_one_is_listed(house):
    text = scene_file("pump").read_text(encoding="utf-8")
    (house / "pump.py").write_text(text.replace('title="', 'title="My '), encoding="utf-8")
    (house / "fresh.py").write_text(text.replace('Scene("pump"', 'Scene("fresh"'), encoding="utf-8")
    (house / "colours.py").write_text("STRENGTH = 1.3\n")  # a module that scenes import
    assert compile_programme("pump", "silent", "en").title.startswith("My ")
    assert row_of("lecture").parts[2].file == house / "pump.py"
    names = every_scene()
    assert names.count("pump") == 1
    assert names[-1] == "fresh"
    assert "colours" not in names


def test_an_order_that_is_laid_over_drops_and_reorders(house):
    (house / "lecture.toml").write_text(
        '[lecture]\nname = "lecture"\ntitle = "Mine"\nparts = ["spike: 3", "pump", "opening"]\n'
    )
    lecture = compile_programme("lecture", "silent", "en")
    assert [timeline.name for timeline in lecture.timelines] == ["spike", "pump", "opening"]
    assert lecture.title == "Mine"


def test_words_that_no_scene_says_are_told(house):
    words(house, '[cues.pump_shard]\ntext = "So."\n')
    (line,) = unsaid(house)
    assert line.endswith("en.toml: no scene says pump_shard; did you mean 'pump_share'?")
    (house / "mine.py").write_text('scene = Scene("mine")  # s.say("pump_shard")\n')
    assert unsaid(house) == []


def test_a_pace_slows_speech_and_pauses_alike(house):
    usual = compile_programme("pump", "silent", "en").timelines[0]
    words(house, "[language]\npace = 0.8\n")
    slow = compile_programme("pump", "silent", "en").timelines[0]
    for one, other in zip(usual.cues, slow.cues, strict=True):
        longer = (other.end_tick - other.start_tick) / (one.end_tick - one.start_tick)
        assert 1.0 <= longer <= 1.26  # one that is long to read takes that time already
    assert slow.duration_tick > 1.1 * usual.duration_tick
    voices = [voice_named("hibari", "en-GB", pace) for pace in (1.0, 0.8)]
    (first, second) = (voice.speak("x", CueLine("It fires.", "It fires.")) for voice in voices)
    assert 1.1 < len(second.samples) / len(first.samples) < 1.4
    words(house, "[language]\npace = 3\n")
    with pytest.raises(UserError, match=r"en.toml:2: 'pace' is 3; give a number from 0.5 to 1.5"):
        find_catalogue(scenes_dir(), "en")


def test_what_is_edited_where_it_is_not_told_from_is_named(tmp_path, monkeypatch):
    told, source = tmp_path / "installed" / "scenes", tmp_path / "checkout" / "scenes"
    for folder in (told, source):
        (folder / "narration").mkdir(parents=True)
        for name in ("lecture.toml", "pump.py", "narration/en.toml"):
            (folder / name).write_text("mine")
    monkeypatch.setattr(installed, "scenes_dir", lambda: told)
    monkeypatch.setattr(installed, "_installed_from", list)
    monkeypatch.chdir(source.parent)
    assert installed.edited_elsewhere() == ""
    (source / "narration" / "en.toml").write_text("changed")
    (source / "fresh.py").write_text("new")
    line = installed.edited_elsewhere()
    assert line.startswith(f"{source}: fresh.py, narration/en.toml differ from what was installed")
    assert f"use --with {source}" in line
    lay_over(source)
    try:
        assert installed.edited_elsewhere() == ""
    finally:
        lay_over(None)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("g_k_mS_cm2=x0.5", "another membrane is --membrane g_k_mS_cm2=x0.5"),
        ("none", "there is no such folder; apanim new none/ makes one"),
        (".", "nothing in it is apanim's"),
    ],
)
def test_what_cannot_be_laid_over_is_one_line(tmp_path, monkeypatch, named, told):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=f"^--with {named}: .*{told}") as error:
        check_folder(named)
    assert "\n" not in str(error.value)


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 8"><path d="M0 0H30V8H0Z"/></svg>'


def test_colours_of_a_house_go_before_those_of_every_theme_that_had_them(house):
    (house / "logo.svg").write_text(LOGO)
    file = house / "theme.toml"
    file.write_text('logo = "logo.svg"\n[card]\nground = "#06281C"\n[lipid]\nglint = "#123456"\n')
    assert theme_file("lecture") == file
    mine = own_theme("dark", file)
    assert mine.hex("@card.ground") == "#06281C"
    assert mine.hex("@text.ink") == theme("dark").hex("@text.ink")
    assert mine.logo.startswith('viewBox="0 0 30 8"')
    assert mine.key != theme("dark").key
    assert pickle.loads(pickle.dumps(mine)) == mine  # it goes to whoever paints, elsewhere too
    assert len({mine, own_theme("dark", file), theme("dark")}) == 2
    light = own_theme("light", file)
    assert light.hex("@card.ground") == theme("light").hex("@card.ground")  # it had another
    file.write_text('[themes.institute.text]\nink = "#FFFFF0"\n')
    assert theme_names(file)[-1] == "institute"
    assert own_theme("institute", file).hex("@text.ink") == "#FFFFF0"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('logo = "none.svg"', "theme.toml: logo: .*none.svg cannot be read"),
        ('logo = "words.svg"', "words.svg has words in a font; turn them into paths"),
        ('logo = "broken.svg"', "broken.svg cannot be drawn"),
        ('logo = "notes.txt"', "notes.txt is no logo; give a picture"),
        ("logo = 3", "logo is 3; name a picture beside it"),
        ('[text]\nink = "green"', "text.ink is 'green'; write a colour as '#RRGGBB'"),
        ('[text]\npaper = "#FFFFFF"', "text.paper changes a role that the picture has not"),
    ],
)
def test_what_is_wrong_with_a_house_is_one_line(house, text, told):
    (house / "words.svg").write_text(LOGO.replace("<path", '<text x="1">A</text><path'))
    (house / "broken.svg").write_text(LOGO.replace("/></svg>", "></svg>"))
    (house / "notes.txt").write_text("mine")
    (house / "theme.toml").write_text(text)
    with pytest.raises(UserError, match=told) as error:
        own_theme("dark", house / "theme.toml")
    assert "\n" not in str(error.value)
