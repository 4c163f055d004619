"""What a voice can say is its own: other letters are refused by name, or said by the lexicon."""

import shutil
import unicodedata

import pytest

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue, CueLine, fill
from apanim.narration.speech import spoken
from apanim.narration.voices import usual_voice, voice_named

CUE = '[language]\ncode = "{code}"\nname = "X"\n\n[lexicon]\n\n[cues.a]\ntext = "{text}"\n'
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


def line(folder, code, text, base=None):
    file = folder / f"{code}.toml"
    file.write_text(CUE.format(code=code, text=text), encoding="utf-8")
    return fill(Catalogue.load(file, *([base] if base else [])).cue("a"), {})


def test_english_says_greek_letters_by_name(tmp_path):
    base = scenes_dir() / "narration" / "en.toml"
    said = line(tmp_path, "en", "Gate α opens, with time constant τ and length λ.", base).spoken
    assert said == "Gate alpha opens, with time constant tau and length lambda."


def test_a_letter_that_a_voice_would_garble_is_refused_by_name(tmp_path):
    wrong = line(tmp_path, "en", "Gate ξ opens.")
    with pytest.raises(UserError, match=r"cue 'a': hibari cannot say 'ξ' \(Greek small letter xi\)"):
        spoken(voice_named("hibari"), "a", wrong)


@pytest.mark.parametrize(
    ("code", "text"),
    [("hi", "झिल्ली का विभव बढ़ता है।"), ("ar", "ينشط الغشاء، ثم يهبط."), ("zh", "细胞膜兴奋。"),
     ("el", "Η μεμβράνη."), ("he", "הקרום פועל."), ("vi", "Màng phát xung."), ("es-MX", "El canal abre.")],
)  # fmt: skip
@needs_espeak
def test_a_language_may_be_said_in_its_own_letters(tmp_path, code, text):
    voice = voice_named("espeak-ng", code)
    assert voice.unsayable(line(tmp_path, code, text).spoken) == ""
    assert voice.unsayable("Ξ" if code != "el" else "я")


@needs_espeak
def test_espeak_reads_no_chinese_sign_in_japanese():
    assert voice_named("espeak-ng", "ja").unsayable("でんい、電位") == "電"
    assert usual_voice("ja") == "silent"


def test_decomposed_accents_are_those_that_a_voice_knows(tmp_path):
    apart = unicodedata.normalize("NFD", "El café se abrió.")
    assert line(tmp_path, "es", apart) == CueLine("El café se abrió.", "El café se abrió.")


def test_signs_that_are_nobodys_to_read_are_refused(tmp_path):
    with pytest.raises(UserError, match="no voice can read '→'"):
        line(tmp_path, "en", "Open → shut.")
