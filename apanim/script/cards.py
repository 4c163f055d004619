"""Title cards of an order: parts that are no scene, each a membrane at rest under some words.

[cards.welcome]
title = "The action potential"
lines = ["Physiology I", "Dr A. Example"]   # up to four
tag = "Institute of Physiology"
seconds = 5
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.catalogue_reader import Reader
from apanim.narration.speech import Voice
from apanim.script.scene import Scene, check_name

if TYPE_CHECKING:
    from apanim.script.compile import Compiled
    from apanim.script.stage import Stage

_IONS = 300  # so few are seen under a card


@dataclass(frozen=True)
class Card:
    """One card by its name in the order, at `where` in the file."""

    name: str
    title: str
    lines: tuple[str, ...] = ()
    tag: str = ""
    seconds: float = 5.0
    where: str = ""

    def compiled(self, catalogue: Catalogue, voice: Voice) -> "Compiled":
        """It as a scene. Raises UserError for what cannot be shown."""
        from apanim.physics.textbook import TEXTBOOK
        from apanim.script.compile import compile_scene

        scene = Scene(self.name, self.title)

        @scene.script
        def script(s: "Stage") -> None:
            s.membrane(TEXTBOOK, ions=_IONS)
            try:
                s.card(self.title, *self.lines, tag=self.tag, seconds=self.seconds)
            except UserError as error:
                raise UserError(f"{self.where}: {error}") from None

        return compile_scene(scene, catalogue, voice)


def read_cards(reader: Reader) -> dict[str, Card]:
    """The cards of an order by name. Raises UserError with file, line and remedy."""
    return {name: _card(reader, name) for name in reader.table(("cards",))}


def _card(reader: Reader, name: str) -> Card:
    key = ("cards", name)
    written = reader.check_keys(key, {"title", "lines", "tag", "seconds"})
    try:
        check_name(name, f"card {name!r}")
    except UserError as error:
        raise reader.error(key, str(error)) from None
    seconds = written.get("seconds", Card.seconds)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 1.5 <= seconds <= 60:
        raise reader.error((*key, "seconds"), "'seconds' is a number from 1.5 to 60")
    return Card(
        name,
        reader.text((*key, "title")),
        reader.words((*key, "lines")) if "lines" in written else (),
        reader.text((*key, "tag")) if "tag" in written else "",
        float(seconds),
        reader.where(key),
    )
