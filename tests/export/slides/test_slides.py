"""A deck, read back: by python-pptx, its clips by FFmpeg, its pages by LibreOffice."""

import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from apanim.errors import UserError
from apanim.export.clip import Clip, Painting
from apanim.export.pixels import image
from apanim.export.questions import questions_in
from apanim.export.slides.deck import chapter_slides
from apanim.export.slides.write import write_slides
from apanim.export.video.tracks import SoundTrack, Tracks
from apanim.picture.frame import Look
from apanim.picture.theme import theme
from apanim.script.find import find_catalogue
from apanim.script.programme import Programme, compile_programme

SIZE, FPS = (320, 180), 24
SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("two", title="Two chapters")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK)
    s.title("First", tag="TEST")
    s.say("rests", claim=[patch.rest < 0, patch.rest > patch.e_k])
    s.title("Second", tag="TEST")
    s.say("waits", claim=patch.e_k < 0)
"""
WORDS = """
[language]
code = "en"
name = "English"
[cues.rests]
text = "It rests."
[cues.waits]
text = "It waits."
"""


@dataclass(frozen=True)
class Made:
    path: Path
    programme: Programme
    painting: Painting


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slides")
    (folder / "narration").mkdir()
    (folder / "narration" / "en.toml").write_text(WORDS, encoding="utf-8")
    (folder / "two.py").write_text(SCENE, encoding="utf-8")
    programme = compile_programme(str(folder / "two.py"), "silent", "en")
    programme.bake()
    painting = Painting(programme, SIZE, None, Look())
    clip = Clip(
        painting, SIZE, FPS, 0, programme.duration_tick,
        Tracks(sounds=(SoundTrack(programme.track, "eng"),), duration_tick=programme.duration_tick),
    )  # fmt: skip
    asked = questions_in(programme, find_catalogue(folder, "en"), folder)
    told = []
    path = folder / "Dos capítulos.pptx"
    write_slides(programme, clip, path, theme(), asked, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    return Made(path, programme, painting)


@pytest.fixture(scope="module")
def deck(made):
    return Presentation(str(made.path))


def clips(deck):
    return [slide for slide in deck.slides if any(shape.shape_type == 16 for shape in slide.shapes)]


def film_of(slide):
    (part,) = {
        relation.target_part
        for relation in slide.part.rels.values()
        if not relation.is_external and relation.target_part.content_type == "video/mp4"
    }
    return part.blob


def test_a_slide_a_chapter_with_its_sentences_and_source(made, deck):
    chapters = chapter_slides(made.programme)
    assert [slide.shapes.title.text_frame.text for slide in clips(deck)] == ["First", "Second"]
    for slide, chapter in zip(clips(deck), chapters, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.split("\n") == [*chapter.sentences, chapter.source]
        assert any(
            shape.has_text_frame and shape.text_frame.text == chapter.source for shape in slide.shapes
        )
    assert [chapter.sentences for chapter in chapters] == [("It rests.",), ("It waits.",)]
    assert re.fullmatch(r"Two chapters, 0:00–0:\d\d\. apanim [\d.]+, .*model", chapters[0].source)


def test_all_of_a_slide_lies_on_it(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 <= shape.top, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name


def test_each_clip_is_its_chapter(made, deck, tmp_path):
    if shutil.which("ffprobe") is None:
        pytest.skip("needs ffprobe: install ffmpeg from your system")
    for slide, chapter in zip(clips(deck), chapter_slides(made.programme), strict=True):
        (tmp_path / "clip.mp4").write_bytes(film_of(slide))
        said = subprocess.run(
            ["ffprobe", "-v", "error", "-of", "json", "-show_streams", tmp_path / "clip.mp4"],
            check=True, capture_output=True,
        ).stdout  # fmt: skip
        picture, sound = json.loads(said)["streams"]
        assert (picture["codec_name"], sound["codec_name"]) == ("h264", "aac")
        assert (picture["width"], picture["height"]) == SIZE
        lasts_s = (chapter.to_tick - chapter.from_tick) / 600
        assert abs(int(picture["nb_frames"]) / FPS - lasts_s) <= 1 / FPS
        assert abs(float(sound["duration"]) - lasts_s) <= 1 / FPS


def test_each_poster_is_the_picture_of_its_moment(made, deck):
    for slide, chapter in zip(clips(deck), chapter_slides(made.programme), strict=True):
        (movie,) = (shape for shape in slide.shapes if shape.shape_type == 16)
        poster = np.asarray(Image.open(io.BytesIO(movie.poster_frame.blob)), float)
        tick = chapter.poster_tick - chapter.poster_tick % (600 // FPS)
        seen = np.asarray(image(made.painting(tick).surface), float)
        assert poster.shape == seen.shape
        assert np.abs(poster - seen).mean() < 3  # JPEG
        assert abs(movie.width / movie.height - SIZE[0] / SIZE[1]) < 0.01
        assert movie._element.nvPicPr.cNvPr.get("descr") == " ".join(chapter.sentences)


def test_questions_follow_their_chapter_and_their_answers_are_notes(made, deck):
    slides = list(deck.slides)
    asked = [number for number, slide in enumerate(slides) if slide not in clips(deck)]
    assert asked == [1, 3]
    shown = slides[1].placeholders[1].text_frame.text
    assert "1. What is true of this membrane?" in shown
    answers = slides[1].notes_slide.notes_text_frame.text
    assert re.search(r"1\. [A-D]  rest < 0\. It rests\.", answers)


def test_libreoffice_reads_every_slide(made, deck, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs soffice: install libreoffice-impress-nogui from your system")
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, made.path],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", (tmp_path / "Dos capítulos.pdf").read_bytes())
    assert len(pages) == len(deck.slides) == 4


def test_nothing_half_made_is_left(made, tmp_path, monkeypatch):
    clip = Clip(made.painting, SIZE, FPS, 0, made.programme.duration_tick, Tracks())

    def refuse(done, total):
        raise UserError("stop")

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(UserError, match="stop"):
        write_slides(made.programme, clip, tmp_path / "a.pptx", theme(), (), refuse)
    assert list(tmp_path.iterdir()) == []
