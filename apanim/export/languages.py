"""The languages of what is written: their narration."""

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.script.find import find_catalogue, languages_of
from apanim.script.lecture import folders_of


def catalogues(spec: str, asked: str | None, first: str) -> dict[str, Catalogue]:
    """The narration of every language that is asked for ("en,es"), or that there is; `first` comes first.

    Raises UserError for a language that there is not.
    """
    folders, over = folders_of(spec)
    codes = languages_of(folders, over) if asked is None else [code.strip() for code in asked.split(",")]
    if "" in codes or len(set(codes)) < len(codes):
        raise UserError(f"--languages {asked}: write each language once, with commas, such as en,es")
    return {code: find_catalogue(folders, code, over) for code in dict.fromkeys((first, *codes))}
