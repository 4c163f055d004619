"""What an author saves while it plays: told anew when it is right, and what is wrong when it is not."""

import threading
import time
from multiprocessing import Pipe

import numpy as np
import pytest
from scipy.io import wavfile

from apanim.data import lay_over
from apanim.export.starter import write_scene
from apanim.picture.theme import theme
from apanim.window.processes.messages import Start
from apanim.window.processes.prepared import Anew, FilmReady, SceneBaked, SceneRead, TrackReady, Trouble
from apanim.window.processes.preparer import Preparer

PATIENCE_S = 60


class Author:
    """Somebody who saves files while a preparer makes ready what they say, and hears what it says of it."""

    def __init__(self, scene, start=None):
        self.scene, self.words = scene, scene.parent / "narration" / "en.toml"
        self.window, windows = Pipe()
        self.renderer, renderers = Pipe()
        preparer = Preparer(start or Start(str(scene), "silent", "en"), windows, renderers)
        self._life = threading.Thread(target=self._live, args=(preparer,))
        self._life.start()

    @staticmethod
    def _live(preparer):
        try:
            preparer.live()
        except BaseException as error:
            if type(error).__name__ != "Stopped":
                raise

    def hears(self, wanted):
        """The next thing said to the window for which `wanted` holds."""
        ends_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends_s:
            if self.window.poll(0.1):
                said = self.window.recv()
                if wanted(said):
                    return said
        raise AssertionError("nothing of the kind was said")

    def edition(self, number):
        """The film of that edition, once all of it can be played and its sound is there."""
        film, heard = None, False
        while film is None or film.ready != ((0, film.duration_tick),) or not heard:
            said = self.hears(lambda said: isinstance(said, FilmReady | TrackReady | Trouble))
            assert not isinstance(said, Trouble), said.text
            if isinstance(said, TrackReady):
                heard = film is not None and film.edition == number
            elif said.film.edition == number:
                film = said.film
        return film

    def mistake(self):
        """What it is told to have got wrong."""
        said = self.hears(lambda said: isinstance(said, Trouble))
        assert (said.fatal, said.of_author) == (False, True)
        assert "\n" not in said.text
        return said.text

    def changes(self, file, old, new):
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def leaves(self):
        self.window.send(None)
        self._life.join(PATIENCE_S)
        assert not self._life.is_alive()


@pytest.fixture
def author(tmp_path):
    scene, _ = write_scene("mine", tmp_path)
    author = Author(scene)
    yield author
    author.leaves()


def test_what_is_saved_is_told_anew(author):
    before = author.edition(0)
    author.changes(author.words, "Then it falls below where it began.", "Then it falls deep.")
    assert author.edition(1).cues[-1].text == "Then it falls deep."
    author.changes(author.scene, '    s.say("mine_recovers", until=spike.trough)\n', "")
    after = author.edition(2)
    assert [cue.cue for cue in after.cues] == [cue.cue for cue in before.cues[:2]]
    said = []
    while author.renderer.poll():
        said.append(type(author.renderer.recv()))
    assert [kind for kind in said if kind is not SceneBaked] == [
        SceneRead,
        Anew,
        SceneRead,
        Anew,
        SceneRead,
    ]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("s.trace(patch,", "s.trace(patch,,", "s.trace"),
        ("s.trace(patch,", "s.trase(patch,", "s.trase"),
        ("1.3 * THRESHOLD", "0.3 * THRESHOLD", "claim="),
        ("claim=peak > 0", "claim=peak > 100", "claim="),
        ("_recovers", "_recoverss", "_recoverss"),
    ],
)
def test_a_mistake_is_told_with_file_and_line_until_it_is_mended(author, old, new, at):
    before = author.edition(0)
    author.changes(author.scene, old, new)
    lines = author.scene.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, start=1) if at in line)
    assert f"mine.py:{number}:" in author.mistake()
    author.changes(author.scene, new, old)
    assert author.edition(1).cues == before.cues


def test_a_mistake_in_the_words_and_in_a_module_beside_is_told_too(author):
    author.edition(0)
    author.changes(author.words, "{peak:mV}", "{peek:mV}")
    assert "en.toml:13" in author.mistake()
    author.changes(author.words, "{peek:mV}", "{peak:mV}")
    author.edition(1)
    helper = author.scene.parent / "strengths.py"
    author.changes(author.scene, "1.3 * THRESHOLD", "strengths.STRONG * THRESHOLD")
    author.changes(author.scene, "from apanim.physics", "import strengths\nfrom apanim.physics")
    assert "strengths" in author.mistake()
    helper.write_text("STRONG = 1.4\n", encoding="utf-8")
    author.edition(2)
    helper.write_text("STRONG = \n", encoding="utf-8")
    assert "strengths.py:1:" in author.mistake()
    helper.write_text("STRONG = 1.5\n", encoding="utf-8")
    author.edition(3)


def test_what_is_saved_while_it_is_being_made_ready_counts(author):
    author.hears(lambda said: isinstance(said, FilmReady))
    author.changes(author.scene, "1.3 * THRESHOLD", "1.7 * THRESHOLD")
    author.changes(author.words, "Here is a membrane at rest.", "Changed.")
    film = author.edition(1)
    assert film.cues[0].text == "Changed."


def test_a_mistake_amid_the_making_does_not_end_it(author):
    author.hears(lambda said: isinstance(said, FilmReady))
    author.changes(author.scene, "s.trace(", "s.trase(")
    assert "trase" in author.mistake()
    author.changes(author.scene, "s.trase(", "s.trace(")
    assert author.edition(1).ready


def test_a_lecture_of_ones_own_grows_by_a_scene(tmp_path):
    write_scene("one", tmp_path)
    write_scene("two", tmp_path)
    order = tmp_path / "mine.toml"
    order.write_text('[lecture]\nname = "mine"\ntitle = "Mine"\nparts = ["one"]\n', encoding="utf-8")
    author = Author(order)
    try:
        assert len(author.edition(0).chapters) == 1
        author.changes(order, '["one"]', '["one", "twoo"]')
        assert "mine.toml:4" in author.mistake()
        author.changes(order, "twoo", "two")
        assert [mark.text for mark in author.edition(1).chapters] == ["One", "Two"]
        author.changes(tmp_path / "two.py", 's.title("Two"', 's.title("Second"')
        assert [mark.text for mark in author.edition(2).chapters] == ["One", "Second"]
    finally:
        author.leaves()


def test_what_is_saved_in_a_folder_that_is_laid_over_is_told_and_seen(tmp_path):
    words = tmp_path / "narration" / "en.toml"
    words.parent.mkdir()
    words.write_text('[cues.pump_share]\ntext = "Without it rest moves by {pump_share:abs_mV} or so."\n')
    colours = tmp_path / "theme.toml"
    lay_over(tmp_path)
    author = Author(tmp_path / "pump.py", Start("pump", "silent", "en", theme(), over=str(tmp_path)))
    try:
        texts = [mark.text for mark in author.edition(0).cues]
        assert any("or so" in text for text in texts)
        author.changes(words, "or so", "at most")
        texts = [mark.text for mark in author.edition(1).cues]
        assert any("at most" in text for text in texts)
        colours.write_text('[text]\nink = "#FFFFF0"\n')  # it was not there before
        author.edition(2)
        said = []
        while author.renderer.poll(0.1):
            said.append(author.renderer.recv())
        inks = [one.theme.hex("@text.ink") for one in said if isinstance(one, Anew)]
        assert inks == [theme().hex("@text.ink"), "#FFFFF0"]
        colours.write_text('[text]\nink = "white"\n')
        assert "text.ink is 'white'" in author.mistake()
    finally:
        author.leaves()
        lay_over(None)


def test_a_sentence_that_is_recorded_anew_is_heard(tmp_path):
    scene, _ = write_scene("mine", tmp_path)
    takes = tmp_path / "takes"
    takes.mkdir()
    for cue in ("mine_rests", "mine_fires", "mine_recovers"):
        wavfile.write(takes / f"{cue}.wav", 16_000, np.tile(np.int16([9_000, 0, -9_000, 0]), 6_000))
    author = Author(scene, Start(str(scene), f"recorded:{takes}", "en"))
    try:
        first = author.edition(0).cues[1]
        wavfile.write(takes / "mine_fires.wav", 16_000, np.tile(np.int16([9_000, 0, -9_000, 0]), 9_000))
        second = author.edition(1).cues[1]
        longer = (second.end_tick - second.tick) - (first.end_tick - first.tick)
        assert longer == pytest.approx(0.75 * 600, abs=2)
    finally:
        author.leaves()
