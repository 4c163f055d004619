"""What a programme says, in another language on the same clock: its captions, its speech, its chapters.

The numbers are those of the sentences as they are told. The clock follows whoever speaks in the programme,
so captions in another language may have to be read a little faster, and a line that lasts longer than
there is room for is spoken that much faster, at its own pitch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from apanim.cache import code_digest, digest
from apanim.errors import UserError
from apanim.narration.captions import GAP_TICK, MAX_RATE, CaptionPage, paginate
from apanim.narration.catalogue import Catalogue, CueLine, fill
from apanim.narration.speech import Speech, Voice, spoken
from apanim.narration.stretch import within
from apanim.narration.track import RATE, SAMPLES_A_TICK, at_rate, mastered
from apanim.script.programme import Chapter, Programme
from apanim.script.sound import SOUND
from apanim.script.timeline import CueSpan
from apanim.units import seconds

FASTEST = 1.5  # times its own pace that a line may be spoken at and still be followed
_RATES = (MAX_RATE, 17, 20, 25)  # characters a second, of captions: subtitles for adults go up to 20 or so


@dataclass(frozen=True)
class TranslatedCue:
    """A sentence of the programme in another language; the next may begin from `room_end_tick` on."""

    cue: CueSpan
    room_end_tick: int
    line: CueLine


def told_in(programme: Programme, catalogue: Catalogue) -> tuple[TranslatedCue, ...]:
    """Every sentence of the programme as `catalogue` has it, in order.

    Raises UserError for one that it lacks, or that asks for a number which the programme does not tell.
    """
    told = []
    for start, timeline in zip(programme.zeros, programme.timelines, strict=True):
        ends = [cue.start_tick for cue in timeline.cues[1:]] + [timeline.duration_tick]
        told += [
            (start, cue, end, fill(catalogue.cue(cue.name), timeline.measures | dict(cue.numbers)))
            for cue, end in zip(timeline.cues, ends, strict=True)
        ]
    spans = programme.cues
    return tuple(
        TranslatedCue(span, start + end, line)
        for span, (start, _, end, line) in zip(spans, told, strict=True)
    )


def captions_in(programme: Programme, catalogue: Catalogue) -> tuple[CaptionPage, ...]:
    """The caption pages of a language on the programme's clock; of its own language those that it shows.

    Raises UserError as `told_in`, and for a sentence that nobody could read in its time.
    """
    if catalogue.language == programme.language:
        return programme.captions
    pages: list[CaptionPage] = []
    for told in told_in(programme, catalogue):
        pages += _pages(told)
    return tuple(pages)


def chapters_in(programme: Programme, catalogue: Catalogue) -> tuple[Chapter, ...]:
    """The programme's chapters with their titles in a language; in English where it has none."""
    english = {shown: word for timeline in programme.timelines for word, shown in timeline.screen.items()}
    return tuple(
        Chapter(chapter.start_tick, catalogue.screen.get(word, word))
        for chapter in programme.chapters
        for word in [english.get(chapter.title, chapter.title)]
    )


def sound_in(programme: Programme, catalogue: Catalogue, voice: Voice) -> NDArray[np.float32]:
    """(80 * duration_tick,) float32 mono 48 kHz: the sentences as `voice` speaks them, mastered as one.

    Raises UserError as `told_in`, and for a sentence that would have to be spoken faster than FASTEST.
    """
    told = told_in(programme, catalogue)
    key = _key(programme, told, voice)
    samples = programme.duration_tick * SAMPLES_A_TICK
    kept = SOUND.load(key)
    if kept is not None and len(kept) == 4 * samples:
        return np.frombuffer(kept, np.float32)
    track = np.zeros(samples, np.float32)
    for one in told:
        room_tick = one.room_end_tick - GAP_TICK - one.cue.start_tick
        line = _within(spoken(voice, one.cue.name, one.line), room_tick, catalogue)
        first = one.cue.start_tick * SAMPLES_A_TICK
        track[first : first + len(line)] = line
    track = mastered(track)
    if track.any():
        SOUND.save(key, track.tobytes())
    return track


def _pages(told: TranslatedCue) -> Sequence[CaptionPage]:
    """The pages of a sentence, at the easiest pace that its time allows."""
    cue, latest = told.cue, told.room_end_tick - GAP_TICK
    for rate in _RATES[:-1]:
        try:
            return paginate(told.line.display, cue.start_tick, cue.end_tick, latest, cue.name, rate)
        except UserError:
            continue
    return paginate(told.line.display, cue.start_tick, cue.end_tick, latest, cue.name, _RATES[-1])


def _within(speech: Speech, room_tick: int, catalogue: Catalogue) -> NDArray[np.float32]:
    """The speech at 48 kHz, faster where it lasts longer than its room. Raises UserError beyond FASTEST."""
    clip = at_rate(speech)
    room = room_tick * SAMPLES_A_TICK
    if len(clip) / room > FASTEST:
        raise UserError(
            f"cue '{speech.cue}': in {catalogue.language_name} it takes {len(clip) / RATE:.1f} s and has "
            f"{seconds(room_tick):.1f} s; shorten it, or leave a pause after it"
        )
    return within(clip, room)


def _key(programme: Programme, told: Sequence[TranslatedCue], voice: Voice) -> str:
    makers = " ".join(version(name) for name in ("numpy", "scipy"))
    code = code_digest("letters", "narration", "script/translation.py")
    return digest(code, makers, voice.key, repr((programme.duration_tick, told)))
