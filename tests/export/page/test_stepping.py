"""Stepping over the events of the tape in real browsers: the exact frame, the ring, the values there."""

import base64
import io

import numpy as np
import pygame
import pytest
from PIL import Image

from apanim.picture.frame import pictured
from apanim.tape import EventKind

SETTLED = "document.documentElement.dataset.exact === 'true'"
SHOWN = """(() => {
  const video = document.getElementById("video"), canvas = document.createElement("canvas");
  canvas.width = 320; canvas.height = 180;
  canvas.getContext("2d").drawImage(video, 0, 0, 320, 180);
  return [window.apanim.frame, window.apanim.event, canvas.toDataURL("image/png").split(",")[1]];
})()"""
STEPS, MOVED = 50, 40  # levels of 255


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), int)


@pytest.fixture(scope="module")
def stills(page):
    """Frames as `apanim still` paints them, by number, without captions: those lie beside the film."""
    kept = {}

    def still(frame):
        if frame not in kept:
            surface = page.painting(page.tick(frame)).surface
            kept[frame] = pygame.surfarray.array3d(surface).transpose(1, 0, 2).astype(int)
        return kept[frame]

    return still


def test_fifty_events_forward_and_back_are_the_frames_of_the_stills(opened, page, stills):
    opened.evaluate("window.apanim.seek(0)")
    events, walked = opened.evaluate("window.apanim.data.events.map((one) => one.f)"), []
    for key, ways in (("n", STEPS), ("b", STEPS - 1)):
        for _ in range(ways):
            opened.press(key)
            opened.until(SETTLED)
            walked.append(opened.evaluate(SHOWN))
    numbers = [number for _, number, _ in walked]
    assert numbers == [*range(STEPS), *range(STEPS - 2, -1, -1)]
    assert [frame for frame, _, _ in walked] == [events[number] for number in numbers]
    for frame, png in {frame: png for frame, _, png in walked}.items():
        shown, true = pixels(png), stills(frame)
        assert np.abs(shown - true).mean() < 8, frame
        for near in (frame - 2, frame - 1, frame + 1, frame + 2):
            other = stills(max(near, 0))
            moved = np.abs(true - other).max(axis=2) > MOVED
            if moved.sum() > 30:  # where the two differ to be seen, it is this one
                away, wrong = (np.abs(shown - one)[moved].mean() for one in (true, other))
                assert away < wrong, (frame, near, away, wrong)


def test_every_event_of_the_tape_in_sight_is_stepped_over(opened, page):
    told = opened.evaluate("window.apanim.data.events")
    timeline, tape, _ = page.programme.at(0)
    frames = {}
    for tick, kind, site, ion in tape.events.tolist():
        frame = -(-tick * 30 // 600)
        if kind == EventKind.CROSSING and page.tick(frame) < page.programme.duration_tick:
            frames.setdefault(frame, []).append((f"ion {ion}", f"protein {site}"))
    for frame, crossings in frames.items():
        shown = pictured(timeline, tape, page.tick(frame), page.look).targets
        seen = sorted((ion, protein) for ion, protein in crossings if shown.place(ion))
        here = [one for one in told if one["f"] == frame and one["kind"] == "crossing"]
        assert sorted((one["look"], one["of"]) for one in here) == seen


def test_an_event_is_ringed_where_it_is_and_its_values_are_those_of_the_tape(opened, page):
    timeline, tape, _ = page.programme.at(0)
    opened.evaluate("window.apanim.seek(2.5)")
    for _ in range(3):
        opened.press("n")
        opened.until(SETTLED)
        event = opened.evaluate("window.apanim.data.events[window.apanim.event]")
        tick = page.tick(event["f"])
        x, y, _ = pictured(timeline, tape, tick, page.look).targets.place(event["look"])
        ring = opened.evaluate("['cx', 'cy'].map((k) => +document.querySelector('.ring').getAttribute(k))")
        assert ring == pytest.approx([x, y], abs=1)
        told = opened.evaluate("document.getElementById('happened').textContent")
        assert event["ion"] in told
        step, gated = tick // 10, tape.gated()
        true = {"V": tape.series.v_mV[step], "m": tape.series.m[step], "h": tape.series.h[step],
                "n": tape.series.n[step], "gNa": gated["g_Na_mS_cm2"][step],
                "gK": gated["g_K_mS_cm2"][step],
                "INa": gated["I_Na_uA_cm2"][step], "IK": gated["I_K_uA_cm2"][step]}  # fmt: skip
        for name, value in true.items():
            text = opened.evaluate(f"document.querySelector('[data-value={name}] dd').textContent")
            places = len(text.partition(".")[2])
            assert float(text.replace("−", "-")) == pytest.approx(value, abs=0.51 * 10**-places), name


def test_kinds_that_are_switched_off_are_stepped_over(opened):
    opened.evaluate("window.apanim.seek(0)")
    switch = (
        "document.querySelectorAll('#kinds input:not([data-kind=phase])').forEach((one) => one.click())"
    )
    opened.evaluate(switch)
    opened.press("n")
    opened.until(SETTLED)
    kinds = opened.evaluate("[window.apanim.data.events[window.apanim.event].kind]")
    opened.evaluate(switch)
    assert kinds == ["phase"]
