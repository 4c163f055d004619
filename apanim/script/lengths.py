"""The lengths of all lines that come with apanim, as the built-in voice speaks them."""

from apanim.narration.lengths import as_toml
from apanim.narration.voices.hibari import HibariVoice
from apanim.script.programme import compile_programme, every_scene


def lengths_toml() -> str:
    """What the file of kept lengths is to hold: what it has, where that is near, else what is measured."""
    spoken = (
        speech
        for name in every_scene()
        for scene in compile_programme(name, "hibari", "en").scenes
        for _, speech in scene.spoken()
    )
    return as_toml(HibariVoice.pace, [(one.cue, one.line.spoken, one.duration_tick) for one in spoken])
