"""The languages of what is written: their narration, and their names as media files write them."""

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.script.find import find_catalogue, languages_of, scene_file
from apanim.script.lecture import find_order

_ISO_639_2 = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "hi": "hin", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr",
    "zh": "zho",
}  # fmt: skip


def iso_639_2(code: str) -> str:
    """The three letters of a language such as "en-GB" ("eng"); "und", undetermined, for one not known."""
    short = code.split("-")[0].lower()
    return short if len(short) == 3 else _ISO_639_2.get(short, "und")


def catalogues(spec: str, asked: str | None, first: str) -> dict[str, Catalogue]:
    """The narration of every language that is asked for ("en,es"), or that there is; `first` comes first.

    Raises UserError for a language that there is not.
    """
    order = find_order(spec)
    folder = scene_file(spec).parent if order is None else order.folder
    codes = languages_of(folder) if asked is None else [code.strip() for code in asked.split(",")]
    if "" in codes or len(set(codes)) < len(codes):
        raise UserError(f"--languages {asked}: write each language once, with commas, such as en,es")
    return {code: find_catalogue(folder, code) for code in dict.fromkeys((first, *codes))}
