"""Names of languages as media files write them."""

_ISO_639_2 = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "hi": "hin", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr",
    "zh": "zho",
}  # fmt: skip


def iso_639_2(code: str) -> str:
    """The three letters of a language such as "en-GB" ("eng"); "und", undetermined, for one not known."""
    short = code.split("-")[0].lower()
    return short if len(short) == 3 else _ISO_639_2.get(short, "und")
