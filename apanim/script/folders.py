"""Where things lie: scenes by name, and the words that belong to a scene, nearest first.

Nearest is a folder that is laid over apanim's (`--with`), then that of an order of one's own, then that of
the scene itself, and last apanim's own. A lesson is a folder in any of these.
"""

from collections.abc import Sequence
from pathlib import Path

from apanim.data import laid_over, roots, scenes_dir

THEME = "theme.toml"  # the colours of a house, in its folder
LESSON = "lesson.toml"  # the order of a lesson that comes with apanim, in its folder


def own_scenes() -> dict[str, Path]:
    """The files of all scenes by name: the lecture's, those of each lesson, then others of a folder that is
    laid over apanim's; of two with one name that folder's."""
    found = {path.stem: path for path in _scenes_in(scenes_dir())}
    over = laid_over()
    if over is not None:
        found |= {path.stem: path for path in _scenes_in(over) if _is_scene(path)}
    return found


def is_own(file: Path) -> bool:
    """Whether the scene in `file` comes with apanim."""
    return scenes_dir() in file.parents


def word_places(folder: Path, over: Sequence[Path] = ()) -> list[Path]:
    """The folders whose narration a scene in `folder` is told by, nearest first; `over` go before it."""
    above = (*roots()[:-1], *over)
    lesson = folder.name if folder.parent in (*above, scenes_dir()) and folder not in above else ""
    every = dict.fromkeys((*above, scenes_dir()) if lesson else (*above, folder, scenes_dir()))
    return [place for root in every for place in ((root / lesson, root) if lesson else (root,))]


def theme_places(spec: str | None) -> list[Path]:
    """Where a house may have its colours: laid over apanim's, or beside the file that `spec` is."""
    beside = [Path(spec).resolve().parent] if spec and spec.endswith((".py", ".toml")) else []
    return [place / THEME for place in (*roots()[:-1], *beside) if place != scenes_dir()]


def theme_file(spec: str | None) -> Path | None:
    """The first such file that there is."""
    return next((place for place in theme_places(spec) if place.is_file()), None)


def _scenes_in(root: Path) -> list[Path]:
    """The files in a folder of scenes and in its lessons' folders."""
    lessons = {path.parent.name for place in (scenes_dir(), root) for path in place.glob(f"*/{LESSON}")}
    folders = (root, *(root / name for name in sorted(lessons)))
    return [path for folder in folders for path in sorted(folder.glob("*.py"))]


def _is_scene(path: Path) -> bool:
    """Whether a file of its author's is a scene, and no module that scenes import."""
    try:
        return "Scene(" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return True  # which is told when it is read
