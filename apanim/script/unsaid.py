"""Cues that no scene says: words beside scenes of one's own that would never be heard."""

import ast
from pathlib import Path


def unsaid(folder: Path, language: str) -> list[str]:
    """The cues of FOLDER/narration/LANGUAGE.toml that no Python file of `folder` names, in order.

    Whatever a file writes as words counts as named, so that a cue chosen from a list is.
    """
    from apanim.narration.catalogue_reader import Reader

    words = folder / "narration" / f"{language}.toml"
    if not words.is_file():
        return []
    cues = Reader.open(words).table(("cues",))
    named: set[str] = set()
    for file in folder.glob("*.py"):
        try:
            tree = ast.parse(file.read_bytes())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # another file, which may be at work just now
        named |= {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return [cue for cue in cues if cue not in named]
