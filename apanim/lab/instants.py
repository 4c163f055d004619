"""An instant of a scene as a set-up names it, and how a scene that has changed since is told.

A set-up goes from hand to hand, and two machines may differ in the last digit of a number. So what the
scene was like is kept as a hash of what is whole or coarse, and as model times that may differ by a little.
"""

import hashlib
import os
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, cast

from apanim.errors import UserError
from apanim.lab.keys import Keys
from apanim.narration.voices import Voices, voice_named
from apanim.script.find import find_catalogue, scene_file
from apanim.script.folders import own_scenes
from apanim.script.readings import read_scene
from apanim.script.timeline import Timeline, at_tick
from apanim.tape import CablePlan
from apanim.units import NS_PER_MS, seconds, ticks
from apanim.world import Plan

LATEST_S = 3600.0  # of a scene
SAME_MS = 0.001
_DIGITS = 4


@dataclass(frozen=True)
class Instant:
    """An instant of a scene: `scene` is its name or its file, told at the pace of `voice` in `language`.

    `scene_is` and `scene_ms` say what the scene was like (see `likeness`); without them that is not asked.
    `where` is the place of the file that says so.
    """

    scene: str
    tick: int
    voice: str
    language: str
    scene_is: str = ""
    scene_ms: tuple[float, ...] = ()
    where: str = field(default="", compare=False)

    @classmethod
    def of(cls, timeline: Timeline, file: Path, tick: int, voice: str, language: str) -> "Instant":
        """The instant at `tick` of the scene in `file`, which was compiled into `timeline`."""
        scene = file.stem if own_scenes().get(file.stem) == file else str(file)
        return cls(scene, tick, voice, language, *likeness(timeline.plan, tick))

    @classmethod
    def read(cls, keys: Keys, path: Path) -> "Instant":
        """What [start] of the file at `path` names. Raises UserError with file and line."""
        keys.known("scene", "at_s", "voice", "language", "scene_is", "scene_ms")
        scene, voice = keys.text("scene"), keys.text("voice")
        language = keys.text("language")
        if scene.endswith(".py"):
            scene = os.path.normpath(path.resolve().parent / scene)
        key = "scene"
        try:
            folder = scene_file(scene).parent
            key = "language"
            spoken = find_catalogue(folder, language).language
            key = "voice"
            voice_named(voice, spoken)
        except UserError as error:
            raise keys.error(key, str(error).removeprefix(f"--{key} ")) from None
        known = keys.has("scene_is"), keys.has("scene_ms")
        if known[0] != known[1]:
            missing = "scene_ms" if known[0] else "scene_is"
            raise keys.error("", f"'{missing}' is missing; add it, or remove the other of the two")
        likeness = (keys.text("scene_is"), keys.numbers("scene_ms")) if all(known) else ("", ())
        tick = keys.tick("at_s", 0, ticks(LATEST_S))
        return cls(scene, tick, voice, language, *likeness, keys.reader.where((*keys.path, "scene")))

    def keys(self, folder: Path) -> dict[str, Any]:
        """What [start] of a file in `folder` says of it."""
        scene = self.scene
        if scene.endswith(".py"):
            try:
                scene = Path(os.path.relpath(scene, folder)).as_posix()
            except ValueError:  # on another drive
                scene = Path(scene).as_posix()
        told = {"scene": scene, "at_s": seconds(self.tick), "voice": self.voice, "language": self.language}
        return {**told, "scene_is": self.scene_is, "scene_ms": self.scene_ms} if self.scene_is else told

    def timeline(self) -> Timeline:
        """The scene, compiled. Raises UserError where it has changed since, or ends before the instant."""
        timeline = read_scene(scene_file(self.scene), Voices(self.voice), self.language).timeline
        if self.tick > timeline.duration_tick:
            ends_s = seconds(timeline.duration_tick)
            raise UserError(f"{self.where}: {timeline.name} ends at {ends_s:.2f} s; use a time up to it")
        now_is, now_ms = likeness(timeline.plan, self.tick)
        same = self.scene_is == now_is and len(self.scene_ms) == len(now_ms)
        apart = (abs(a - b) > SAME_MS for a, b in zip(self.scene_ms, now_ms, strict=False))
        if self.scene_is and (not same or any(apart)):
            raise UserError(
                f"{self.where}: scene '{timeline.name}' has changed since this was saved; remove "
                "scene_is and scene_ms to run it on the scene as it is now"
            )
        return timeline


def likeness(plan: Plan | CablePlan, tick: int) -> tuple[str, tuple[float, ...]]:
    """What of a scene a run from `tick` on depends on: a hash of what it is made of and of what is done to
    it; and, in model ms, the instant, the scene's end, and when each of its acts begins."""
    made_of = {f.name: getattr(plan, f.name) for f in fields(plan) if f.name not in ("acts", "model_ns")}
    coarse = repr((_coarse(made_of), [_coarse(act) for act in plan.acts], plan.steps))
    began = [act.start_ns for act in plan.acts]
    at = at_tick(plan.model_ns, tick)
    times_ms = (round(float(ns) / NS_PER_MS, 6) for ns in (at, plan.model_ns[-1], *began))
    return hashlib.sha256(coarse.encode()).hexdigest()[:16], tuple(times_ms)


def _coarse(value: Any) -> Any:
    """Plain data with numbers to so many digits, and without times in ns, which are compared apart."""
    if is_dataclass(value):
        kept = (f.name for f in fields(value) if not f.name.endswith("_ns"))
        return type(value).__name__, [(name, _coarse(getattr(value, name))) for name in kept]
    if isinstance(value, dict):
        return [(str(name), _coarse(one)) for name, one in cast(dict[Any, Any], value).items()]
    if isinstance(value, tuple | list):
        return [_coarse(one) for one in cast(list[Any], value)]
    if isinstance(value, bool | int | str) or value is None:
        return str(value)
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    return _coarse(value.tolist()) if hasattr(value, "tolist") else repr(value)
