"""The lengths of all lines that come with apanim, as the built-in voice speaks them."""

from pathlib import Path

from apanim.narration.lengths import as_toml, lengths_file
from apanim.script.find import scene_file
from apanim.script.programme import compile_programme, every_scene


def lengths_toml() -> dict[Path, str]:
    """What each file of kept lengths is to hold: what it has, else what is measured."""
    files: dict[Path, tuple[str, list[tuple[str, str, int]]]] = {}
    for name in every_scene():
        for scene in compile_programme(name, "hibari", "en").scenes:
            _, lines = files.setdefault(lengths_file(scene_file(name).parent), (scene.voice.pace, []))
            lines += [(one.cue, one.line.spoken, one.duration_tick) for _, one in scene.spoken()]
    return {path: as_toml(pace, lines) for path, (pace, lines) in files.items()}
