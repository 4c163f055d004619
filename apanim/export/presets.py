"""Shapes and rates of films by name. Each is composed for its shape, not cut out of another."""

from dataclasses import dataclass

from apanim.errors import UserError
from apanim.export.target import check_fps, parse_size
from apanim.narration.templates import nearest


@dataclass(frozen=True)
class Preset:
    """(width, height) in pixels, and frames a second."""

    size: tuple[int, int]
    fps: int


USUAL = "lecture"
PRESETS = {
    "draft": Preset((960, 540), 30),
    "lecture": Preset((1920, 1080), 30),
    "smooth": Preset((1920, 1080), 60),
    "print": Preset((3840, 2160), 30),
    "square": Preset((1080, 1080), 30),
    "tall": Preset((1080, 1920), 30),
}


def preset_of(name: str | None, size: str | None = None, fps: int | None = None) -> Preset:
    """The preset of that name, the usual one if absent; `size` and `fps`, where given, go before its own.

    Raises UserError for a name that there is not, and as `parse_size` and `check_fps` do.
    """
    preset = PRESETS.get(name or USUAL)
    if preset is None:
        raise UserError(f"--preset {name}: no such preset; {nearest(name or '', PRESETS, 'the presets')}")
    return Preset(
        preset.size if size is None else parse_size(size), preset.fps if fps is None else check_fps(fps)
    )
