"""A programme's tracks: sound and captions in its own language, and in others on the same clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from apanim.export.choices import Captions
from apanim.export.video.tracks import CaptionTrack, SoundTrack, Tracks
from apanim.letters.language import iso_639_2
from apanim.narration.catalogue import Catalogue
from apanim.narration.speech import Voice
from apanim.script.programme import Programme
from apanim.script.translation import captions_in, sound_in

Sound = NDArray[np.float32]


def tracks_of(
    programme: Programme, narrations: Mapping[str, Catalogue], voices: Mapping[str, Voice],
    captions: Captions,
) -> Tracks:  # fmt: skip
    """The tracks of a programme in these languages, by code, the first its own; `voices` speak the others.

    Raises UserError for a sentence that a language lacks, or has no time for.
    """
    own = iso_639_2(programme.language)
    names = [narration.language_name for narration in narrations.values()] or [""]
    sounds, words = [SoundTrack(programme.track, own, names[0])], []
    for code, narration in narrations.items():
        language = iso_639_2(narration.language)
        if code in voices:
            sound = sound_in(programme, narration, voices[code])
            sounds.append(SoundTrack(sound, language, narration.language_name))
        if captions is not Captions.NONE:
            shown = captions is Captions.TRACK and not words
            pages = captions_in(programme, narration)
            words.append(CaptionTrack(pages, language, narration.language_name, shown))
    return Tracks(programme.title, tuple(sounds), tuple(words), programme.chapters)


def with_sound(tracks: Tracks, under: Callable[[Sound], Sound]) -> Tracks:
    """The tracks with every sound as `under` makes it."""
    sounds = tuple(replace(sound, samples=under(sound.samples)) for sound in tracks.sounds)
    return replace(tracks, sounds=sounds)
