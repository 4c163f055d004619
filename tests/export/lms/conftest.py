"""A page of a short scene in two languages with questions, as SCORM packages, made once."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pytest

from apanim.export.clip import Clip, Painting
from apanim.export.languages import catalogues
from apanim.export.lms.quiz import quiz
from apanim.export.lms.scorm import EDITIONS, reporting, write_package
from apanim.export.page.document import assemble
from apanim.export.page.languages import tell
from apanim.export.page.travels import travels
from apanim.export.page.write import film_bytes
from apanim.export.segments.team import ALONE
from apanim.export.video.tracks import SoundTrack, Tracks
from apanim.picture.shot import Look
from apanim.picture.theme import theme
from apanim.script.programme import compile_programme

TITLE = 'Rest & "more" <here>'
SCENE = f"""
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("two", title={TITLE!r})


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
code = "{code}"
name = "{name}"
[cues.rests]
text = "{rests}."
[cues.waits]
text = "{waits}."
"""
LANGUAGES = (
    {"code": "en", "name": "English", "rests": "It rests", "waits": "It waits"},
    {"code": "es", "name": "Español", "rests": "Descansa", "waits": "Espera"},
)
QUESTIONS = """
[rests.sign]
claim = "rest < *"
cuts = [-5, 5]
en = ["Inside it is ...", "negative", "zero", "positive"]
es = ["Dentro es...", "negativo", "cero", "positivo"]
"""


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lms")
    (folder / "narration").mkdir()
    for told in LANGUAGES:
        words = WORDS.format(**told)
        (folder / "narration" / f"{told['code']}.toml").write_text(words, encoding="utf-8")
    (folder / "two.py").write_text(SCENE, encoding="utf-8")
    (folder / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    spec = str(folder / "two.py")
    programme = compile_programme(spec, "silent", "en")
    programme.bake()
    narrations = catalogues(spec, None, "en")
    whole = (0, programme.duration_tick)
    asked = quiz(programme, narrations, (folder,), whole)

    def quiet(done, total, note=""):
        pass

    look = Look(captions=False)
    clip = Clip(
        Painting(programme, (320, 180), theme(), look), (320, 180), 24, *whole,
        Tracks(programme.title, (SoundTrack(programme.track),), duration_tick=whole[1]),
    )  # fmt: skip
    data = travels(programme, clip, tell(programme, narrations, True), look, quiet)
    film = film_bytes(clip, quiet, ALONE)
    made = {}
    for edition in EDITIONS:
        page = assemble(film, data, theme(), "en", (asked, reporting(edition)))
        made[edition] = folder / f"{edition}.zip"
        write_package(page, programme.name, programme.title, edition, made[edition])
    return made
