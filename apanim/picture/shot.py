"""A shot: one instant of a scene, with all that decides how it looks, passed whole to a view."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from apanim.picture.camera import Camera, PathSegment
from apanim.picture.frames import LANDSCAPE, Frame
from apanim.script.timeline import Timeline

TapeT = TypeVar("TapeT")


@dataclass(frozen=True)
class Look:
    """What the viewer has switched on. With reduced motion the camera cuts, and nothing only sways.

    caption_room: a square or upright picture leaves room for captions, its own or those that a player lays
    over it; else it spreads. selected: the name (see things.targets) of what is looked into: it is ringed,
    and its way shown. follow: the camera keeps it in sight. ringed: names of what else is to be looked at.
    frame: the shape of the picture. ground: whether things have one, or lie on nothing (picture.ground).
    logo: whether the theme has one to be shown.
    """

    captions: bool = True
    caption_room: bool = True
    plots: bool = True
    reduced_motion: bool = False
    text_scale: float = 1.0  # see picture.text_size
    selected: str = ""
    follow: bool = False
    ringed: tuple[str, ...] = ()
    frame: Frame = LANDSCAPE
    ground: bool = True
    logo: bool = False

    @property
    def scale(self) -> float:
        """How many times as large as usual in 16:9 words on the scene are set."""
        return self.text_scale * self.frame.text


USUAL = Look()


@dataclass(frozen=True)
class Shot(Generic[TapeT]):
    """The scene at `tick`, seen through `camera` on its `path` (see picture.camera.path)."""

    timeline: Timeline
    tape: TapeT
    tick: int
    look: Look
    path: tuple[PathSegment, ...]
    camera: Camera
    origin: "Shot[TapeT] | None" = None  # of a branch: the instant of the run that it comes from
