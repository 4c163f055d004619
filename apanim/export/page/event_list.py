"""What happens in the film, as it can be stepped over: at which frame, what, where in the picture."""

from typing import Any

from apanim.export.page.scene_frames import SceneFrames
from apanim.export.page.texts import Texts
from apanim.picture.frame import pictured
from apanim.picture.shot import Look
from apanim.picture.things.events import place_of, told
from apanim.picture.things.happenings import Happening, happenings
from apanim.picture.things.names import section_of
from apanim.tape import CableTape, EventKind
from apanim.tape.readings import readings

# What the page lets its viewer choose by.
_KINDS = {
    EventKind.CROSSING: "crossing", EventKind.OPENING: "gate", EventKind.CLOSING: "gate",
    EventKind.INACTIVATION: "inactivation", EventKind.RECOVERY: "inactivation", EventKind.PUMP_TURN: "pump",
    EventKind.BLOCKING: "gate", EventKind.UNBLOCKING: "gate",
    EventKind.PHASE: "phase", EventKind.ARRIVAL: "phase", EventKind.RELEASE: "synapse",
    EventKind.BINDING: "synapse", EventKind.UNBINDING: "synapse",
}  # fmt: skip


def events_of(scene: SceneFrames, look: Look, texts: Texts) -> list[dict[str, Any]]:
    """The events of a scene that are in sight at the frame that first shows them, in order."""
    left, top = look.frame.box[:2]
    found: list[dict[str, Any]] = []
    at, shown = -1, None
    before = int(scene.ticks[0] - (scene.ticks[1] - scene.ticks[0] if scene.count > 1 else 0))
    for one in happenings(scene.timeline, scene.tape, max(before + 1, 0), int(scene.ticks[-1])):
        row = scene.row_from(one.tick)
        if row is None:
            continue
        if shown is None or row != at:
            at = row
            shown = pictured(scene.timeline, scene.tape, int(scene.ticks[row]), look).targets
        place = place_of(one.name, shown)
        if place is None:
            continue
        x, y, radius = place
        event: dict[str, Any] = {
            "f": scene.first + row,
            "kind": _KINDS[one.kind],
            "text": texts.told(
                lambda timeline, one=one, shown=shown: told(timeline, one, shown), scene.told
            ),
            "at": [round(x - left), round(y - top), round(radius)],
            "look": one.name,
        }
        if one.ion:
            event["ion"] = one.ion
        if one.thing:
            event["of"] = one.thing
        if isinstance(scene.tape, CableTape) and one.kind is EventKind.ARRIVAL:
            event["values"] = _values(scene, scene.tape, one, row)
        found.append(event)
    return found


def _values(scene: SceneFrames, tape: CableTape, one: Happening, row: int) -> dict[str, float]:
    """V, gates, conductances and currents at the place of a cable where it happens, at the frame."""
    place = int(one.name.split()[1])
    v, m, h, n = (float(part[place]) for part in tape.at(int(scene.ticks[row])))
    section = section_of(tape.plan, place)
    membrane = readings(next(part.membrane for part in tape.plan.sections if part.name == section))
    values = {"V": v, "m": m, "h": h, "n": n, "gNa": membrane.g_na(m, h), "gK": membrane.g_k(n),
              "INa": membrane.i_na(v, m, h), "IK": membrane.i_k(v, n)}  # fmt: skip
    return {name: round(value, 4) for name, value in values.items()}
