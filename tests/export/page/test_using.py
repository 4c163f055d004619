"""What a viewer does with the page: plays, types, points, chooses a language, reads it on a phone."""

import pytest
from browser import browser

from apanim.picture.frame import pictured
from apanim.picture.things.find import thing

SETTLED = "document.documentElement.dataset.exact === 'true'"
FRAME = "window.apanim.frame"
PHONE = (390, 844)
TABBED = ["language", "contrast", "keys", "seek", "play", "speed", "captions", "mute", "full", "event-back",
          "event-on", "plot", "follow", "search"]  # fmt: skip


def at_rest(opened, frame=0):
    opened.evaluate("window.apanim.pause()")
    opened.evaluate("document.activeElement.blur()")
    opened.evaluate(f"window.apanim.seekFrame({frame})")


def text_of(opened, name):
    return opened.evaluate(f"document.getElementById('{name}').textContent")


def all_of(opened, selector, what):
    """Of every element that a selector finds, what a JavaScript expression says of `one`."""
    return opened.evaluate(f"[...document.querySelectorAll({selector!r})].map((one) => {what})")


def choose(opened, code):
    opened.evaluate(
        f"((one) => {{ one.value = {code!r}; one.dispatchEvent(new Event('change')); }})"
        "(document.getElementById('language'))"
    )


def box_of(opened, name):
    return opened.evaluate(
        f"(({{x, y, width, height}}) => [x, y, width, height])(document.getElementById('{name}')"
        ".getBoundingClientRect())"
    )


def test_it_is_all_done_with_the_keyboard(opened, page):
    at_rest(opened)
    opened.press(" ")
    opened.until(f"document.documentElement.dataset.playing === 'true' && {FRAME} > 6")
    opened.press(" ")
    opened.until(f"document.documentElement.dataset.playing === 'false' && {SETTLED}")
    at_rest(opened, 10)
    for key, frame in (
        ("ArrowRight", 11),
        (".", 12),
        ("ArrowLeft", 11),
        (",", 10),
        ("End", None),
        ("Home", 0),
    ):
        opened.press(key)
        opened.until(SETTLED)
        last = opened.evaluate("window.apanim.data.frames - 1")
        assert opened.evaluate(FRAME) == (last if frame is None else frame), key
    opened.press("ArrowDown")  # the next chapter
    opened.until(SETTLED)
    second = page.programme.chapters[1]
    assert opened.evaluate(FRAME) == -(-second.start_tick // 20)
    assert "where it began" in text_of(opened, "caption")
    opened.press("c")
    assert text_of(opened, "caption") == ""
    opened.press("c")
    opened.press("d")
    assert opened.evaluate("document.getElementById('video').playbackRate") == 1.25
    opened.press("a")
    opened.press("h")
    assert opened.evaluate("document.getElementById('help').open")
    opened.press("Escape")
    assert not opened.evaluate("document.getElementById('help').open")


def test_tab_leads_to_every_button_and_shows_where_one_is(opened):
    at_rest(opened)
    reached = []
    for _ in range(60):
        opened.press("Tab")
        name, outline = opened.evaluate(
            "[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]"
        )
        if name in TABBED and opened.evaluate("document.hasFocus()"):  # Firefox's window has it not
            assert outline == "solid", name
        reached.append(name)
        if reached[-1] == "search":
            break
    assert [one for one in reached if one in TABBED] == TABBED


def test_a_sentence_that_is_searched_for_is_gone_to(opened, page):
    at_rest(opened)
    opened.press("/")
    for letter in "falls":
        opened.press(letter)
    opened.until("document.querySelectorAll('.said:not([hidden])').length === 1")
    opened.press("Enter")
    opened.until(SETTLED)
    assert opened.evaluate(FRAME) == -(-page.programme.cues[1].start_tick // 20)
    assert opened.evaluate("document.querySelector('mark').textContent") == "falls"
    opened.press("Escape")
    assert opened.evaluate("document.querySelectorAll('.said:not([hidden])').length") == 2


def test_a_sentence_is_gone_to_while_it_plays(opened, page):
    at_rest(opened)
    opened.press(" ")
    opened.until(f"{FRAME} > 3")
    opened.evaluate("document.querySelectorAll('.said')[1].click()")
    start = -(-page.programme.cues[1].start_tick // 20)
    opened.until(f"{FRAME} > {start + 3}")
    assert opened.evaluate(FRAME) < start + 60
    assert opened.evaluate("document.documentElement.dataset.playing") == "true"
    assert opened.evaluate("document.querySelectorAll('.said')[1].getAttribute('aria-current')") == "true"
    at_rest(opened)


def test_another_language_changes_every_word(opened):
    at_rest(opened, 30)
    choose(opened, "es")
    said = [text_of(opened, name) for name in ("caption", "transcript", "event-on")]
    language = opened.evaluate("document.documentElement.lang")
    choose(opened, "en")
    assert said[0].startswith("La membrana dispara y sube: +")
    assert "De vuelta" in said[1]
    assert "Luego cae" in said[1]
    assert said[2].strip() == "Siguiente"
    assert language == "es"
    assert text_of(opened, "caption").startswith("The membrane fires")


def test_a_channel_that_is_pointed_at_tells_its_state(opened, page):
    frame = 100
    at_rest(opened, frame)
    timeline, tape, _ = page.programme.at(0)
    tick = page.tick(frame)
    shown = pictured(timeline, tape, tick, page.look).targets
    left, top, width, height = box_of(opened, "film")
    name = next(one for one in shown.in_sight("protein") if 300 < shown.place(one)[0] < 1200)
    x, y, _ = shown.place(name)
    opened.move(left + width * x / 1920, top + height * y / 1080)
    opened.until("!document.getElementById('tip').hidden")
    told = all_of(opened, "#tip dl div", "[...one.children].map((part) => part.textContent)")
    facts = thing(timeline, tape, name).facts(tick)
    assert opened.evaluate("document.querySelector('#tip b').textContent") == facts.title
    assert [tuple(row) for row in told] == [(label, text.lstrip("+")) for label, text in facts.rows]
    opened.move(5, 5)


def test_the_plot_of_the_picture_and_that_of_the_page_tell_and_lead(opened, page):
    at_rest(opened, 120)
    _, tape, _ = page.programme.at(0)
    box = opened.evaluate("window.apanim.data.plots.find((one) => one.of[0] === 'V' && one.f <= 120).box")
    left, top, width, height = box_of(opened, "film")
    opened.move(left + width * (box[0] + 40) / 1920, top + height * (box[1] + box[3]) / 2160)
    opened.until("document.getElementById('tip').dataset.name === 'plot'")
    assert "V" in text_of(opened, "tip")
    x, y, width, height = box_of(opened, "plot")
    opened.click(x + width / 2, y + height / 2)
    opened.until(SETTLED)
    frame, ms = opened.evaluate(FRAME), tape.series.model_ns / 1e6
    share = (width / 2 - 44) / (width - 56)  # of the axis, beside which stand numbers
    wanted = ms[0] + share * (ms[-1] - ms[0])
    first = next(
        k for k in range(page.programme.duration_tick // 20) if ms[min(2 * k, len(ms) - 1)] >= wanted
    )
    assert abs(frame - first) <= 1
    opened.move(5, 5)


def test_the_ion_that_is_followed_is_where_the_tape_has_it(opened, page):
    ion = opened.evaluate("(({f, n, crosses}) => ({f, n, crosses}))(window.apanim.data.ions[0])")
    at_rest(opened, ion["crosses"])
    opened.evaluate("document.getElementById('follow').click()")
    places = all_of(opened, "#marks .ring", "['cx', 'cy'].map((side) => +one.getAttribute(side))")
    label = opened.evaluate("document.querySelector('#marks text').textContent")
    opened.evaluate("document.getElementById('follow').click()")
    ions = opened.evaluate(f"window.apanim.data.events.filter((one) => one.f === {ion['crosses']})")
    timeline, tape, _ = page.programme.at(0)
    shown = pictured(timeline, tape, page.tick(ion["crosses"]), page.look).targets
    (here,) = [
        one for one in ions if places[-1] == pytest.approx(list(shown.place(one["look"])[:2]), abs=1)
    ]
    assert label == here["ion"]
    assert ion["n"] > 30


def test_it_is_told_where_the_viewer_is(opened):
    at_rest(opened)
    opened.evaluate("document.addEventListener('apanim:position', (one) => { window.heard = one.detail; })")
    opened.evaluate("window.apanim.seek(2)")
    assert opened.evaluate("window.heard") == {"seconds": 2.0, "frame": 60, "chapter": 0}
    opened.evaluate("document.addEventListener('apanim:ended', () => { window.over = true; })")
    opened.evaluate("window.apanim.seek(window.apanim.duration - 0.3)")
    opened.evaluate("window.apanim.play()")
    opened.until("window.over")


def test_a_phone_shows_it_all_without_sliding_sideways(opened):
    at_rest(opened, 60)
    opened.resize(*PHONE)
    try:
        opened.until("innerWidth === 390")
        assert opened.evaluate("document.scrollingElement.scrollWidth") <= PHONE[0]
        boxes = all_of(
            opened, "button:not(dialog *), select, #search",
            "(({left, right, height}) => [one.id, left, right, height])(one.getBoundingClientRect())",
        )  # fmt: skip
        seen = [one for one in boxes if one[3]]
        narrow = [one for one in seen if one[3] < 32 or one[1] < 0 or one[2] > PHONE[0]]
        assert narrow == []
        for name in ("video", "caption", "play", "event-back", "event-on", "readout"):
            x, y, width, height = box_of(opened, name)
            assert 0 <= x < x + width <= PHONE[0], name
            assert 0 <= y < y + height <= PHONE[1], name
        assert (
            opened.evaluate("parseFloat(getComputedStyle(document.getElementById('caption')).fontSize)")
            >= 15
        )
    finally:
        opened.resize(1280, 800)


def test_contrast_and_motion_are_those_that_the_viewer_prefers(page):
    with browser("chromium") as one:
        one.prefer(prefers_contrast="more", prefers_reduced_motion="reduce")
        one.open(page.file)
        assert one.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
        one.evaluate("window.apanim.step(1)")
        assert one.evaluate("getComputedStyle(document.querySelector('.pulse')).display") == "none"
        one.prefer(prefers_contrast="no-preference")
        assert one.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(0, 0, 0)"
        one.evaluate("document.getElementById('contrast').click()")
        assert one.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
