"""What `render` and `batch` are asked for: refused, if it can be, before a script is read; and made."""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from apanim.cli.options import (
    Asked,
    AskedSetup,
    LookOptions,
    baked,
    look_of,
    painter,
    reported,
    shown,
    tongues_of,
)
from apanim.errors import UserError
from apanim.export import choices
from apanim.export.presets import Preset, preset_of
from apanim.export.target import (
    FileKind,
    RenderTarget,
    Stretch,
    folder_target,
    parse_stretch,
    render_target,
)

if TYPE_CHECKING:
    # each takes its time to import, and a refusal needs none of it
    from apanim.export.progress import Telling
    from apanim.export.segments.team import Team
    from apanim.export.summary import Summary
    from apanim.narration.catalogue import Catalogue
    from apanim.narration.speech import Voice
    from apanim.script.programme import Programme

_FOLDER = "renders"  # for what is given no name


@dataclass(frozen=True)
class Rendering:
    """A file that can be made, as far as can be told; `target` is None for renders/NAME.mp4."""

    wanted: Asked | AskedSetup
    shape: Preset
    look: LookOptions
    captions: choices.Captions
    stretch: Stretch
    way: str | None  # in which it is split
    target: RenderTarget | None
    narrations: "dict[str, Catalogue]"
    voices: "dict[str, Voice]"
    sounds: bool

    @property
    def alone(self) -> str:
        """What only one process can paint of it; "" for a film that several can."""
        if self.target is not None and self.target.kind is not FileKind.VIDEO:
            return self.target.told
        return "a run of the laboratory" if isinstance(self.wanted, AskedSetup) else ""

    def into(self, folder: Path) -> "Rendering":
        """The same with its file in another folder."""
        if self.target is None:
            return self
        return replace(self, target=replace(self.target, path=folder / self.target.path.name))

    def made(self, team: "Team", telling: "Telling", programme: "Programme | None" = None) -> "Summary":
        """Make it, of `programme` where that is read. Raises UserError as reading and writing do."""
        began_s = time.monotonic()

        from apanim.export.clip import Clip
        from apanim.export.render import files_of, write_clips
        from apanim.export.split import parted, pieces
        from apanim.export.summary import Summary
        from apanim.export.video.spoken import tracks_of, with_sound
        from apanim.script.model_sound import under_voice

        programme = programme or self.wanted.compiled(telling)
        start, end = self.stretch.within(programme.duration_tick, programme.name, programme.first_tick)
        parts = None if self.way is None else pieces(programme, self.way, start, end)
        tracks = tracks_of(programme, self.narrations, self.voices, self.captions)
        baked(programme, telling=telling)
        if self.sounds:
            tapes = programme.tapes
            tracks = with_sound(tracks, lambda voice: under_voice(voice, programme.timelines, tapes))
        paint = painter(programme, self.shape.size, self.look)
        clip = Clip(paint, self.shape.size, self.shape.fps, start, end, tracks)
        target = self.target or self._usual(programme.name)
        jobs = [(clip, target)] if parts is None else parted(clip, target, parts)
        with reported("painting", "frames", telling) as report:
            counts = write_clips(jobs, report, team, report.remark)
        length_s = sum(one.frame_total / one.fps for one, _ in jobs)
        told = jobs[0][1].told + (" and so on" if len(jobs) > 1 else "")
        files = tuple(file for job in jobs for file in files_of(*job))
        return Summary(told, files, length_s, time.monotonic() - began_s, counts)

    def _usual(self, name: str) -> RenderTarget:
        Path(_FOLDER).mkdir(exist_ok=True)
        return replace(render_target(f"{_FOLDER}/{name}.mp4"), clear=not self.look.ground)


def rendering_of(
    scene: str | None,
    output: str | None = None,
    preset: str | None = None,
    size: str | None = None,
    fps: int | None = None,
    voice: str | None = None,
    language: str = "en",
    languages: str | None = None,
    captions: str = choices.Captions.BURNED.value,
    split: str | None = None,
    from_time: str | None = None,
    to_time: str | None = None,
    theme: str = "dark",
    background: str = "own",
    max_mb: float | None = None,
    text_size: str = "normal",
    reduced_motion: bool = False,
    sounds: bool = False,
) -> Rendering:
    """What these options of `render` ask for. Raises UserError for what is none, or cannot be together."""
    shape, look = preset_of(preset, size, fps), look_of(theme, text_size, scene, reduced_motion)
    words, way = choices.captions_named(captions), choices.check_way(split)
    stretch = parse_stretch(from_time, to_time)
    target = render_target(output) if output is not None else None
    kind = FileKind.VIDEO if target is None else target.kind
    ground = choices.check_background(background, Path("name.mp4") if target is None else target.path)
    max_bytes = choices.check_max_mb(max_mb, kind)
    burned, room = words is choices.Captions.BURNED, words is not choices.Captions.NONE
    look = replace(look, captions=burned, caption_room=room, ground=ground)
    if kind is not FileKind.VIDEO:
        choices.check_pictures_alone(output, sounds, languages, words)
    if way is not None and kind is FileKind.SEQUENCE:
        raise UserError(f"--split {way}: {output} is a file a frame as it is; leave --split out")
    if target is None:
        folder_target(f"{_FOLDER}/")
    else:
        target = replace(target, max_bytes=max_bytes, clear=not ground)
    wanted = shown(scene, voice, language)
    narrations, voices = tongues_of(wanted, languages)
    return Rendering(wanted, shape, look, words, stretch, way, target, narrations, voices, sounds)
