"""What is written on a race: whose lane it is, how far its front has come, the one clock, the warmth."""

from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.plots.axes import readout
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.race.geometry import CAP_X, LAST_X, RaceLane, x_of_um
from apanim.picture.views.race.state import front
from apanim.picture.views.race.voltage_along import tint
from apanim.script.timeline import at_tick
from apanim.tape import CableTape
from apanim.tape.axons import begun_ns, celsius, warmed
from apanim.units import NS_PER_MS

_SIZE, _CLOCK = 30.0, 44.0
ABOVE_PX = 14.0  # from the myelin to the baseline of what is written over it
_CLOCK_Y = 116.0  # its baseline in 16 to 9
_DROP = 214.0  # below the safe area of a stacked frame


def names(shot: Shot[CableTape], lanes: tuple[RaceLane, ...]) -> list[Item]:
    """Every lane's name, and the flag of its front: how far, and at the end after how long."""
    out: list[Item] = []
    for lane in lanes:
        out += _lane(shot, lane)
    return out


def _lane(shot: Shot[CableTape], lane: RaceLane) -> list[Item]:
    word, sight, size = shot.timeline.word, shot.camera.sight, _SIZE * shot.look.scale
    edge, ink = colour("text.outline_cool"), tint(lane.number)
    left, base = sight.onto(CAP_X - 92.0, lane.y - lane.size.reach)
    base -= ABOVE_PX
    left = max(left, shot.look.frame.safe[0])
    name = word(lane.name) if lane.among > 1 else ""  # one alone needs none
    out: list[Item] = [Text(left, base, name, size, 700, ink, outline=edge)] if name else []
    now = front(shot.tape, lane, shot.tick)
    if now is None:
        return out
    x, top = sight.onto(float(x_of_um(shot.tape.plan, now.um)), lane.y - lane.size.radius + 4.0)
    _, foot = sight.onto(0.0, lane.y + lane.size.radius - 4.0)
    told = f"{now.um / 1000.0:.2f} {word('mm')}"
    if now.arrived_ms is not None:
        after = word("{mm} mm in {ms} ms")
        mm, ms = f"{now.um / 1000.0:.2f}", f"{now.arrived_ms:.2f}"
        told = shot.timeline.number(after.replace("{mm}", mm).replace("{ms}", ms))
        x = min(x, sight.onto(LAST_X, 0.0)[0])
    _, _, right, _ = shot.look.frame.safe
    wide = width(told, size, 700)
    start = min(max(x - wide / 2, left + width(name, size, 700) + 24.0), right - wide)
    out.append(Line(((x, top), (x, foot)), ink, 4.0, 0.95, None, edge, 8.0))
    out.append(Text(start, base, told, size, 700, ink, outline=edge))
    return out


def clock(shot: Shot[CableTape]) -> list[Item]:
    """Time since the stimulus; and the temperature, in a scene that changes it."""
    plan, frame, scale = shot.tape.plan, shot.look.frame, shot.look.scale
    right, base = frame.safe[2], frame.safe[1] + _DROP if frame.stacked else _CLOCK_Y
    size, ink, quiet = _CLOCK * scale, colour("text.ink"), colour("text.quiet")
    word, edge = shot.timeline.word, colour("text.outline_cool")
    ns = at_tick(plan.model_ns, shot.tick)
    begun = begun_ns(plan, ns)
    out: list[Item] = []
    unit = f" {word('ms')}"
    told = f"{(ns - begun) / NS_PER_MS:.2f}" if begun is not None else ""
    if told:
        out.append(Text(right, base, unit.strip(), size, 700, ink, "end", outline=edge))
        out += readout(shot.timeline.number(told), right - width(unit, size, 700), base, ink, 1.0, size)
    if warmed(plan):
        left = right - 5.2 * size
        now = celsius(plan, ns)
        warm = f"{now:.0f} °C"
        hot = colour("card.accent") if now > plan.tree.kinetics.temperature_C else quiet
        out.append(Text(left, base, warm, size, 700, hot, "end", outline=edge))
    return out
