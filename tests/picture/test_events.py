"""Each event of every scene can be seen as it happens: in the frame, posed as the words say, and ringed."""

import re
from functools import cache

import numpy as np
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import bgra
from apanim.narration.voices import usual_voice
from apanim.particles.ions import IonPhase
from apanim.particles.transmitter import docked
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Beads, Curve, DrawList, Lens, Line, Panel, Sprite, Trails
from apanim.picture.frame import Look, frame
from apanim.picture.things.events import seen_events
from apanim.script.programme import compile_programme, every_scene
from apanim.tape import CableTape

NTH = "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"
RIGS = {
    "Na⁺ channel": "na_channel", "K⁺ channel": "k_channel", "Na⁺ leak channel": "leak_na", "pump": "pump",
    "K⁺ leak channel": "leak_k", "Cl⁻ leak channel": "leak_cl", "ligand-gated channel": "ligand_channel",
}  # fmt: skip
KIND = r"((?:Na⁺|K⁺|Cl⁻) (?:leak )?channel|ligand-gated channel|pump)"
TEXT = re.compile(rf"[Tt]he (?:(\w+) )?{KIND}( from the left)?")


@cache
def scene(name, language="en"):
    programme = compile_programme(name, usual_voice(language), language)
    return programme.timelines[0], programme.tapes[0]


@cache
def events(name):
    return tuple(seen_events(*scene(name)))


@pytest.mark.parametrize("name", every_scene())
def test_every_event_is_seen_as_it_is_told(name):
    timeline, tape = scene(name)
    told = events(name)
    acts = timeline.plan.acts
    assert told or not acts  # at rest, with nothing done to it, nothing has to happen
    for event in told:
        (thing,) = event.names
        if isinstance(tape, CableTape):
            on_a_cable(tape, event.tick, event.text, thing)
        else:
            in_a_patch(timeline, tape, event.tick, event.text, thing)


def in_a_patch(timeline, tape, tick, text, thing):
    """What the world at `tick` is drawn from is as the words say, and was not a world step before."""
    now, before = tape.at(tick), tape.at(tick - 10)
    kind, _, which = thing.partition(" ")
    if kind == "ion":
        row = int(which)
        phase = IonPhase.INWARD if " enters " in text else IonPhase.OUTWARD
        assert now.ions.phase[row] == phase != before.ions.phase[row], text
        assert text.startswith(("Na⁺", "K⁺", "Cl⁻", "A⁻")[now.ions.species[row]])
    elif kind == "protein":
        layout = timeline.patch_setup.layout
        order = int((layout.kind[: int(which)] == layout.kind[int(which)]).sum())
        assert becomes(text, before, now, order), (tick, text)
    elif kind == "point":
        assert any(isinstance(i, Curve) and i.name == "V" for i in frame(timeline, tape, tick).items)
    else:
        assert (kind, text) == ("bouton", "Transmitter is released")
        later = tape.at(tick + 600).transmitter.pos[:, 1]
        assert later.mean() < now.transmitter.pos[:, 1].mean() - 0.5, "the molecules come down"


def becomes(text, before, now, order):
    """Whether a protein has just come to where an event's words say that it is, and is there."""
    if "ransmitter" in text:
        more = docked(now.transmitter)[order] - docked(before.transmitter)[order]
        return more > 0 if "binds" in text else more < 0  # two in one step are told as one
    if "turned" in text:
        return int(now.pump_turns[order]) > int(before.pump_turns[order])
    column = "na" if "Na⁺ channel" in text else "k" if "K⁺ channel" in text else "ligand"
    gate_was, gate = (float(getattr(world, f"{column}_open")[order]) for world in (before, now))
    plugs = column == "na"
    ball_was, ball = (float(world.na_ball[order]) if plugs else 0.0 for world in (before, now))
    blocks = column in ("na", "k")
    plug_was, plug = (
        (float(getattr(world, f"{column}_plug")[order]) if blocks else 0.0) for world in (before, now)
    )
    if "blocks" in text:
        return plug >= 0.9 > plug_was
    washed = plug <= 0.1 < plug_was
    freed = ball <= 0.1 < ball_was or washed
    if text.endswith("opens"):
        return gate > 0.1 and ball < 0.9 and (gate >= 0.9 > gate_was or freed)
    if text.endswith("closes"):
        return gate < 0.9 and ball < 0.9 and (gate <= 0.1 < gate_was or freed)
    return text.endswith("inactivates") and ball >= 0.9 and (washed or ball_was < 0.9)


def on_a_cable(tape, tick, text, thing):
    kind, _, which = thing.partition(" ")
    if kind == "compartment":
        assert tape.at(tick).v_mV[int(which)] > 0.0 >= tape.at(tick - 10).v_mV[int(which)], text
    else:
        assert "releases" in text
        assert which in text
        conductance = tape.conductance_uS[which]
        row = tick // 10
        before = conductance[row - 1] if row else 0.0
        assert conductance[row : row + 6].max() > before  # at real speed it is soon over


@pytest.mark.parametrize("name", every_scene())
def test_the_ring_is_in_the_frame_and_clear_of_panels(name):
    timeline, tape = scene(name)
    for event in events(name)[::4]:
        bare = frame(timeline, tape, event.tick).items
        ringed = frame(timeline, tape, event.tick, Look(ringed=event.names)).items
        rings = [item for item in ringed if isinstance(item, Line)][
            len([i for i in bare if isinstance(i, Line)]) :
        ]
        assert len(ringed) > len(bare), event
        panels = [i for i in bare if isinstance(i, Panel) and i.opacity > 0.5]
        for ring in rings:
            assert isinstance(ring, Line)
            assert 0 < ring.x < WIDTH
            assert 0 < ring.y < HEIGHT
            covered = any(p.x < ring.x < p.x + p.width and p.y < ring.y < p.y + p.height for p in panels)
            assert not covered or event.names[0].startswith(("point", "compartment")), event


@pytest.mark.parametrize("name", ["resting", "synapse", "channels", "action", "refractory"])
def test_which_of_several_is_counted_in_the_picture(name):
    """By the sprites in the frame: so many of its kind, from the left, under no panel."""
    timeline, tape = scene(name)
    layout, counted = timeline.patch_setup.layout, 0
    for event in events(name):
        match = TEXT.search(event.text)
        if not match:
            continue
        counted += 1
        nth, kind, several = match.groups()
        items = frame(timeline, tape, event.tick).items
        alike = drawn(items, RIGS[kind.strip()])
        assert bool(several) == (len(alike) > 1), (event, alike)
        if several:
            row = owner(tape, event)
            x = 960 + 32 * float(layout.x_nm[row])
            order = sorted(alike).index(min(alike, key=lambda at: abs(at - onto(items, x))))
            assert NTH[order] == nth, (event, alike)
    assert counted > 20


def owner(tape, event):
    kind, _, which = event.names[0].partition(" ")
    return int(which) if kind == "protein" else int(tape.at(event.tick).ions.owner[int(which)])


def lens_of(items):
    seen = [i for i in items if isinstance(i, Lens) and not i.glides]
    return seen[0] if seen else Lens()


def onto(items, x):
    lens = lens_of(items)
    return lens.scale * (x - lens.x) + WIDTH / 2


def drawn(items, rig):
    """Where in the frame the proteins of a rig stand whose middle is seen."""
    panels = [i for i in items if isinstance(i, Panel) and i.opacity > 0.5]
    part = "" if rig.startswith("leak") else "body-back"
    found = {
        round(i.x): onto(items, i.x)
        for i in items
        if isinstance(i, Sprite) and i.rig == rig and i.part == part and i.scale == 1.0 and 0 < i.y < HEIGHT
    }
    lens = lens_of(items)
    mid_y = lens.scale * (560 - lens.y) + HEIGHT / 2
    hidden = [(p.x, p.x + p.width) for p in panels if p.y < mid_y < p.y + p.height]
    return [x for x in found.values() if 0 <= x < WIDTH and not any(a < x < b for a, b in hidden)]


def test_what_opens_changes_pixels_inside_its_ring():
    """From a third of a second before to the moment: most of what changes near it does so in the ring."""
    timeline, tape = scene("action")
    canvas, tested = RasterCanvas((960, 540)), 0
    for event in events("action"):
        if not event.text.endswith(("opens", "inactivates")):
            continue
        images = []
        for tick in (event.tick - 200, event.tick):
            items = frame(timeline, tape, tick, Look(captions=False)).items
            canvas.paint(DrawList(tuple(i for i in items if not isinstance(i, Beads | Trails))))
            images.append(bgra(canvas.surface)[:, :, :3].astype(int))
        changed = np.abs(images[1] - images[0]).sum(axis=2) > 60
        ring = frame(timeline, tape, event.tick, Look(ringed=event.names)).items[-1]
        x, y = ring.x / 2, ring.y / 2
        reach = max(at for at, _ in ring.points) / 2
        tall = max(at for _, at in ring.points) / 2
        rows, columns = np.nonzero(changed)
        inside = ((columns - x) / reach) ** 2 + ((rows - y) / tall) ** 2 < 1.0
        assert inside.sum() > 40, event
        tested += 1
    assert tested >= 5


def test_spanish_has_words_for_every_event():
    for name in ("synapse", "count", "propagation"):
        timeline, tape = scene(name, "es")
        for event in seen_events(timeline, tape):
            english = re.search(r"\b(the|channel|enters|leaves|opens|spike|from|left)\b", event.text)
            assert not english, event
            assert "{" not in event.text
