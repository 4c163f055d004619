"""The keyboard map, and the words for it that the help shows: one table, so that the two agree."""

from dataclasses import dataclass

import pygame

from apanim.window import inputs, passages
from apanim.window.moves import Input


@dataclass(frozen=True)
class Key:
    """One line of the map: pygame key codes, how they are printed, what they do, and the words for it."""

    codes: tuple[int, ...]
    printed: str
    does: Input
    words: str


@dataclass(frozen=True)
class Opens:
    """A key that opens or closes what is called `name`."""

    code: int
    printed: str
    name: str
    words: str


KEYS = (
    Key((pygame.K_SPACE, pygame.K_k), "Space", inputs.toggle_play, "Play or pause"),
    Key((pygame.K_LEFT, pygame.K_COMMA), "←  ,", inputs.step_frames(-1), "One frame back"),
    Key((pygame.K_RIGHT, pygame.K_PERIOD), "→  .", inputs.step_frames(1), "One frame on"),
    Key((pygame.K_j, pygame.K_PAGEUP), "J", inputs.step_seconds(-5), "Five seconds back"),
    Key((pygame.K_l, pygame.K_PAGEDOWN), "L", inputs.step_seconds(5), "Five seconds on"),
    Key((pygame.K_b,), "B", inputs.step_event(-1), "Event before"),
    Key((pygame.K_n,), "N", inputs.step_event(1), "Next event"),
    Key((pygame.K_UP,), "↑", inputs.step_chapter(-1), "Chapter before"),
    Key((pygame.K_DOWN,), "↓", inputs.step_chapter(1), "Next chapter"),
    Key((pygame.K_r,), "R", passages.loop_point, "A passage that repeats: begin, end, off"),
    Key((pygame.K_p,), "P", passages.stand_after_sentence, "Finish the sentence, then pause"),
    Key((pygame.K_HOME,), "Home", inputs.seek(0), "To the start"),
    Key((pygame.K_END,), "End", inputs.to_end, "To the end"),
    Key((pygame.K_LEFTBRACKET, pygame.K_s), "S  [", inputs.change_speed(-1), "Slower"),
    Key((pygame.K_RIGHTBRACKET, pygame.K_d), "D  ]", inputs.change_speed(1), "Faster"),
    Key((pygame.K_BACKSPACE, pygame.K_a), "A", inputs.change_speed(0), "Normal speed"),
    Key((pygame.K_MINUS, pygame.K_KP_MINUS), "−", inputs.change_volume(-1), "Quieter"),
    Key((pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS), "+", inputs.change_volume(1), "Louder"),
    Key((pygame.K_m,), "M", inputs.toggle_mute, "Sound off or on"),
    Key((pygame.K_i,), "I", inputs.toggle_sounds, "Sounds of the model off or on"),
    Key((pygame.K_c,), "C", inputs.toggle_captions, "Captions off or on"),
    Key((pygame.K_f, pygame.K_F11), "F", inputs.toggle_fullscreen, "Full screen"),
    Key((pygame.K_F12,), "F12", inputs.snapshot, "Keep the picture as a file"),
    Key((pygame.K_h, pygame.K_F1), "H  F1", inputs.toggle_help, "These keys"),
    Key((pygame.K_ESCAPE,), "Esc", inputs.leave, "Close help, full screen, player"),
    Key((pygame.K_q,), "Q", inputs.stop, "Quit"),
)

# What the widgets open: see `panels.Panels.open`.
OPENS = (
    Opens(pygame.K_t, "T", "fork", "Try something from here on, or go back"),
    Opens(pygame.K_g, "G", "chapters", "Chapters"),
    Opens(pygame.K_F2, "F2", "controls", "Controls"),
    Opens(pygame.K_F3, "F3", "plots", "Plots"),
    Opens(pygame.K_F4, "F4", "events", "Events"),
    Opens(pygame.K_F5, "F5", "transcript", "Chapters and text"),
    Opens(pygame.K_F6, "F6", "thing", "Selected"),
    Opens(pygame.K_F7, "F7", "experiments", "Experiments"),
    Opens(pygame.K_F8, "F8", "side", "Side panel"),
)

# What the widgets do with keys of their own.
WIDGETS = (("Tab", "To the next button, back with Shift"), ("Enter", "Press it"))

# Shift makes a second of a frame, and a sentence of a passage.
SHIFTED = (
    Key((pygame.K_LEFT,), "Shift ←", inputs.step_seconds(-1), "One second back"),
    Key((pygame.K_RIGHT,), "Shift →", inputs.step_seconds(1), "One second on"),
    Key((pygame.K_r,), "Shift R", passages.loop_sentence, "Repeat this sentence, or no more"),
)

# Control goes by sentences.
CONTROLLED = (
    Key((pygame.K_LEFT,), "Ctrl ←", inputs.step_cue(-1), "Sentence before"),
    Key((pygame.K_RIGHT,), "Ctrl →", inputs.step_cue(1), "Next sentence"),
)

_PLAIN = {code: key.does for key in KEYS for code in key.codes}
_WITH_SHIFT = _PLAIN | {code: key.does for key in SHIFTED for code in key.codes}
_WITH_CONTROL = {code: key.does for key in CONTROLLED for code in key.codes}


def input_of(code: int, shift: bool = False, control: bool = False) -> Input | None:
    """What a key does, or None for a key that does nothing."""
    if control:
        return _WITH_CONTROL.get(code)
    return (_WITH_SHIFT if shift else _PLAIN).get(code)


def input_of_event(event: pygame.Event) -> Input | None:
    """What an event does of itself, wherever in the window it is."""
    match event.type:
        case pygame.QUIT:
            return inputs.stop
        case pygame.KEYDOWN:
            return input_of(
                event.key, bool(event.mod & pygame.KMOD_SHIFT), bool(event.mod & pygame.KMOD_CTRL)
            )
        case pygame.MOUSEMOTION:
            return inputs.touch
        case pygame.MOUSEWHEEL if event.y:
            return inputs.step_seconds(event.y)
    return None


def opens(code: int) -> str:
    """What of the widgets a key opens or closes, or "" for a key that does not."""
    return next((key.name for key in OPENS if key.code == code), "")


def told() -> tuple[tuple[str, str], ...]:
    """Every key as it is printed, and what it does: what the help shows."""
    return (*((key.printed, key.words) for key in (*KEYS, *SHIFTED, *CONTROLLED, *OPENS)), *WIDGETS)
