"""All that travels with the film of a page, as plain data: words, values, events, things, ions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from apanim.export.clip import Clip, OnFrame
from apanim.export.page.event_list import events_of
from apanim.export.page.ion import IonPaths
from apanim.export.page.languages import PageWords, spoken
from apanim.export.page.pointed import pictures, things_of
from apanim.export.page.scene_frames import SceneFrames, scenes_of
from apanim.export.page.texts import ON_THE_PAGE, Texts
from apanim.export.page.values import values_of
from apanim.picture.frames import frame_for
from apanim.picture.shot import Look
from apanim.script.programme import Programme

VERSION = 1  # of the shape of this data


def travels(
    programme: Programme, clip: Clip, languages: Sequence[PageWords], look: Look, on_frame: OnFrame
) -> dict[str, Any]:
    """The data of a page for the film of `clip`. Places are in units of the picture's shape, frames the
    film's, ticks (600 a second) counted from its first frame.

    Raises UserError as a picture does.
    """
    look = replace(look, frame=frame_for(clip.size), captions=False)
    texts = Texts(len(languages))
    scenes, events, things, plots, ions = [], [], [], [], []
    done = 0
    for scene in scenes_of(programme, clip, [words.screen for words in languages]):
        found = events_of(scene, look, texts)
        candidates = IonPaths(found, clip.fps)

        def shown(scene: SceneFrames = scene, candidates: IonPaths = candidates, done: int = done) -> Any:
            for row, one in enumerate(pictures(scene, look)):
                candidates.see(scene.first + row, one.targets)
                on_frame(done + row + 1, clip.frame_total)
                yield one

        seen, drawn = things_of(scene, look, texts, shown())
        ion = candidates.best(scene, look, texts)
        scenes.append(
            {"f": scene.first, "n": scene.count, "name": scene.timeline.name, **values_of(scene, texts)}
        )
        events, things, plots = events + found, things + seen, plots + drawn
        ions += [ion] if ion else []
        done += scene.count
    width, height = look.frame.size
    return {
        "version": VERSION, "title": programme.title, "fps": clip.fps, "frames": clip.frame_total,
        "ticks": clip.ticks_per_frame, "size": list(clip.size), "plane": [width, height],
        "languages": [spoken(words, clip.from_tick, clip.to_tick) for words in languages],
        "words": {words.code: {key: words.word(key) for key in ON_THE_PAGE} for words in languages},
        "texts": dict(zip((words.code for words in languages), texts.columns(), strict=True)),
        "scenes": scenes, "events": events, "things": things, "plots": plots, "ions": ions,
    }  # fmt: skip
