"""What the window remembers from one run to the next: a small file in the person's settings folder."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from platformdirs import user_config_path

from apanim.parts import part_file, sweep
from apanim.window.player import Player

PANELS = ("controls", "plots", "events", "transcript", "thing", "experiments")


@dataclass(frozen=True)
class Settings:
    """Panels that are open, the last opened last, and what the viewer set in the player."""

    panels: tuple[str, ...] = ()
    side: bool = False
    volume: float = 1.0
    muted: bool = False
    captions: bool = True
    sounds: bool = False

    def start(self, player: Player) -> Player:
        """The player as it was left."""
        return replace(
            player, volume=self.volume, muted=self.muted, captions=self.captions, sounds=self.sounds
        )

    def end(self, player: Player) -> "Settings":
        """These, as the player is left now."""
        return replace(
            self, volume=player.volume, muted=player.muted, captions=player.captions, sounds=player.sounds
        )


def file() -> Path:
    """Where they are kept; APANIM_CONFIG names another folder."""
    folder = os.environ.get("APANIM_CONFIG")
    return (Path(folder) if folder else user_config_path("apanim", appauthor=False)) / "window.json"


def load(notice: Callable[[str], None]) -> Settings:
    """What was kept; with a line to `notice`, the usual settings if the file cannot be understood."""
    path = file()
    try:
        return _read(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        notice(f"{path}: settings not understood ({error}); the usual ones are used")
        return Settings()


def save(settings: Settings) -> None:
    """Keep them, whole or not at all. Where nothing can be written they are not kept."""
    path = file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        with part_file(path) as part:
            part.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
            part.replace(path)


def _read(kept: object) -> Settings:
    """Raises ValueError where something is not as it was written."""
    if not isinstance(kept, dict):
        raise ValueError("not a table")
    usual = Settings()
    values = {field.name: kept.get(field.name, getattr(usual, field.name)) for field in fields(Settings)}
    for name in ("side", "muted", "captions", "sounds"):
        if not isinstance(values[name], bool):
            raise ValueError(f"{name}: true or false")
    volume, panels = values["volume"], values["panels"]
    if isinstance(volume, bool) or not isinstance(volume, int | float) or not 0 <= volume <= 1:
        raise ValueError("volume: 0 to 1")
    if not isinstance(panels, list | tuple) or any(name not in PANELS for name in panels):
        raise ValueError(f"panels: some of {', '.join(PANELS)}")
    return Settings(**(values | {"panels": tuple(dict.fromkeys(panels)), "volume": float(volume)}))
