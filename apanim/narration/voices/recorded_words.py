"""What each recording says: its sentence as it was when it was heard first, kept beside the recordings.

FOLDER/said.toml; so a recording whose sentence, or a number in it, has changed since can be named.

[it_fires]
recording = "9f86d081884c7d65"
text = "The membrane fires: its voltage climbs to +39 mV."
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from apanim.narration.catalogue import CueLine
from apanim.narration.speech import Voice
from apanim.narration.voices.recorded import RecordedVoice
from apanim.tables import parse_toml

FILE = "said.toml"
_HEAD = """# What each recording here says, as its sentence was when it was heard first. When the sentence
# changes apanim names the recording; take its lines away here, and it is taken to say what is told now.
"""


def said_before(voice: Voice, lines: Iterable[tuple[str, CueLine]]) -> list[str]:
    """The cues, of those of `lines`, whose recording is of another sentence than is told now.

    Those that are new are noted. A folder that takes no file is not noted in.
    """
    if not isinstance(voice, RecordedVoice):
        return []
    path = voice.folder / FILE
    noted, changed = _noted(path), list[str]()
    now = dict(noted)
    for cue, line in lines:
        found = voice.recording(cue)
        if found is None:
            continue
        recording, text = found[1][:16], " ".join(line.display.split())
        if noted.get(cue, ("", ""))[0] != recording:
            now[cue] = recording, text
        elif noted[cue][1] != text and cue not in changed:
            changed.append(cue)
    if now != noted:
        _note(path, now)
    return changed


def _noted(path: Path) -> dict[str, tuple[str, str]]:
    """By cue, what was recorded and what it said; nothing where a hand has left no such file."""
    try:
        found = parse_toml(path.read_text(encoding="utf-8"))
        return {cue: (str(one["recording"]), str(one["text"])) for cue, one in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _note(path: Path, said: dict[str, tuple[str, str]]) -> None:
    rows = (
        f"\n[{json.dumps(cue, ensure_ascii=False)}]\nrecording = {json.dumps(recording)}\n"
        f"text = {json.dumps(text, ensure_ascii=False)}\n"
        for cue, (recording, text) in said.items()
    )
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        part.write_text(_HEAD + "".join(rows), encoding="utf-8")
        part.replace(path)
