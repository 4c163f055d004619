"""From what is to be played to a window that plays it."""

import os
import sys
import tempfile

from apanim.cache import cache_root
from apanim.cache_size import in_use
from apanim.lab.cards import all_cards
from apanim.parts import temporary_folder
from apanim.window.app import App
from apanim.window.panels import settings
from apanim.window.player import Player
from apanim.window.processes.link import Link
from apanim.window.processes.messages import Start
from apanim.window.translated import words_in


def play(start: Start, title: str, size: tuple[int, int] | None = None) -> None:
    """Open a window and play until the viewer closes it. `size` is the picture's in pixels at first.

    Without a sound device it plays silently and says so in a line on standard error. Raises UserError for
    anything that is wrong with what is to be played.
    """
    with temporary_folder() as folder, in_use(cache_root()):
        if not _keeps():  # the processes find there what the others have made, and what was kept is read
            os.environ.setdefault("APANIM_WARM_CACHE", str(cache_root() or folder))
            os.environ["APANIM_CACHE"] = str(folder)
        kept = settings.load(_notice)
        app = App(
            title,
            lambda frames, wake: Link(start, frames, wake),
            size,
            start.theme,
            words_in(start.language),
            start.text_scale,
            kept,
            lambda: all_cards(start.language),
        )
        state = app.run(kept.start(Player()), _notice)
        settings.save(app.settings.end(state))


def _notice(line: str) -> None:
    print(f"apanim: {line}", file=sys.stderr)


def _keeps() -> bool:
    """Whether there is a folder to keep things in."""
    root = cache_root()
    if root is None:
        return False
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root):
            return True
    except OSError:
        return False
