"""One ion of a scene that can be followed: of those that go through, the one that is seen longest."""

from typing import Any

from apanim.export.page.scene_frames import SceneFrames
from apanim.export.page.texts import Texts
from apanim.export.page.values import column
from apanim.picture.shot import Look
from apanim.picture.things.targets import Targets

_BESIDE_S = 5.0  # it is shown for so long before and after it goes through


class IonPaths:
    """Takes note where the ions are that go through, as the pictures of a scene go by."""

    def __init__(self, events: list[dict[str, Any]], fps: int) -> None:
        self._crossings = [one for one in events if one["look"].startswith("ion ")]
        self._beside = round(_BESIDE_S * fps)
        self._wanted = {one["look"] for one in self._crossings}
        self._sights: dict[str, dict[int, tuple[float, float]]] = {name: {} for name in self._wanted}

    def see(self, frame: int, targets: Targets) -> None:
        """The picture of the film's frame `frame`."""
        for row, name in enumerate(targets.names):
            if name in self._wanted and targets.own[row]:
                self._sights[name][frame] = (float(targets.x[row]), float(targets.y[row]))

    def best(self, scene: SceneFrames, look: Look, texts: Texts) -> dict[str, Any] | None:
        """The ion to follow, as it travels; None where none goes through in sight."""
        left, top = look.frame.box[:2]
        if not self._crossings:
            return None
        seen = [(event, *self._seen(event)) for event in self._crossings]
        event, first, last = max(seen, key=lambda one: (one[2] - one[1], -one[1]))
        sights = self._sights[event["look"]]
        x, y = zip(*(sights[frame] for frame in range(first, last)), strict=True)
        return {
            "f": first, "n": last - first, "crosses": event["f"], "ion": event["ion"],
            "label": texts.told(lambda timeline: timeline.word(event["ion"]), scene.told),
            "x": column([value - left for value in x]), "y": column([value - top for value in y]),
        }  # fmt: skip

    def _seen(self, event: dict[str, Any]) -> tuple[int, int]:
        """The frames round the crossing, from and up to, in which the ion is in sight without a break."""
        at, sights = event["f"], self._sights[event["look"]]
        first, last = at, at
        while first - 1 >= at - self._beside and first - 1 in sights:
            first -= 1
        while last < at + self._beside and last in sights:
            last += 1
        return first, last
