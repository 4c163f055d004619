"""The hostile inputs, by kind and seed: files of every sort that apanim reads, and command lines."""

import io
import random
import wave
from collections.abc import Callable
from functools import cache

from damage import a_number, a_word, damaged
from hostile_lines import COMMANDS, GIVEN, LONG, OPTIONS, SILENT, SMALL, STILL
from hostile_scenes import BODIES, VALUES, VERBS
from samples import COURSE, HEAD, LECTURE, LOGO, MEMBRANE, QUESTIONS, SCENE, SETTINGS, SETUP, THEME, WORDS
from trial import Input

from apanim.data import assets_dir

_ALL = {"small.py": SCENE.encode(), "narration/en.toml": WORDS.encode()}
GOOD = _ALL | {
    "pulses.toml": SETUP.encode(), "evening.toml": LECTURE.encode(), "mine.py": MEMBRANE.encode(),
}  # fmt: skip


def _input(kind: str, arguments: tuple[str, ...], **files: object) -> Input:
    writes = tuple(arguments[n + 1] for n, one in enumerate(arguments[:-1]) if one in ("-o", "--output"))
    return Input(kind, arguments, {**_ALL, **files.pop("files", {})}, writes=writes, **files)  # type: ignore[arg-type]


def narration(chance: random.Random) -> Input:
    arguments = chance.choice((
        ("check", "small.py"), ("words", "small.py", *SILENT, "-o", "w/"), ("check", "small.py"),
        ("script", "small.py", "-o", "s.md"), STILL,
    ))  # fmt: skip
    return _input("narration", arguments, files={"narration/en.toml": damaged(WORDS.encode(), chance)})


def lecture(chance: random.Random) -> Input:
    arguments = chance.choice((
        ("check", "evening.toml"), ("words", "evening.toml", *SILENT, "-o", "w/"),
        ("script", "evening.toml", "-o", "s.md"),
    ))  # fmt: skip
    return _input("lecture", arguments, files={"evening.toml": damaged(LECTURE.encode(), chance)})


def theme(chance: random.Random) -> Input:
    theme, logo = THEME.encode(), LOGO.encode()
    if chance.random() < 0.7:
        theme = damaged(theme, chance)
    else:
        logo = damaged(logo, chance)
    arguments = (*STILL, "--theme", chance.choice(("dark", "light", "house")))
    return _input("theme", arguments, files={"theme.toml": theme, "logo.svg": logo})


def scene(chance: random.Random) -> Input:
    which = chance.random()
    if which < 0.35:
        source = damaged(SCENE.encode(), chance)
    elif which < 0.65:
        source = (HEAD + f"    {chance.choice(BODIES)}\n    s.wait(0.5)\n").encode()
    else:
        verb, value = chance.choice(VERBS), chance.choice(VALUES)
        line = verb.replace("VALUE", value)
        body = f"    spike = s.stimulate(patch, 1.3 * THRESHOLD)\n    {line}\n    s.wait(0.5)\n"
        source = (HEAD + body).encode("utf-8", "surrogatepass")
    arguments = STILL if which > 0.9 else ("check", "small.py")  # which does not bake what may be long
    return _input("scene", arguments, files={"small.py": source})


def sprite(chance: random.Random) -> Input:
    """Of apanim's own art, which whoever changes it may damage."""
    names = sorted(path.name for path in (assets_dir() / "sprites").iterdir())
    name = "poses.json" if chance.random() < 0.3 else chance.choice(names)
    content = damaged((assets_dir() / "sprites" / name).read_bytes(), chance)
    return _input("sprite", STILL, assets={f"sprites/{name}": content})


def sound(chance: random.Random) -> Input:
    content = damaged(good_wav(), chance, words=False)
    if chance.random() < 0.01:
        content = b"<a pipe>"
    name = chance.choice(("hello.wav", "hello.wav", "HELLO.WAV", "hello.mp3", "hello.flac"))
    files = {f"rec/{name}": content, "small.py": _HELLO}
    if chance.random() < 0.1:
        files["rec/said.toml"] = damaged(b'[hello]\nrecording = "9f86"\ntext = "x"\n', chance)
    arguments = chance.choice((
        ("words", "small.py", "-o", "w/"), ("check", "small.py"),
        ("render", "small.py", *SMALL, "--to", "0.2", "-o", "o.mp4", "--workers", "1"),
    ))  # fmt: skip
    one = _input("sound", (*arguments, "--voice", "recorded:rec"), files=files)
    return Input(one.kind, one.arguments, one.files, writes=(*one.writes, "rec/said.toml"))


_HELLO = (HEAD + "    s.say('hello')\n").encode()


@cache
def good_wav() -> bytes:
    """A second and a half of noise."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        quiet = random.Random(0)
        file.writeframes(
            b"".join(quiet.randrange(-9000, 9000).to_bytes(2, "little", signed=True) for _ in range(24_000))
        )
    return held.getvalue()


def setup(chance: random.Random) -> Input:
    arguments = chance.choice((
        ("data", "pulses.toml", "-o", "o.csv"),
        ("still", "pulses.toml", *SMALL, "--at", "1", "-o", "o.png"),
    ))  # fmt: skip
    return _input("set-up", arguments, files={"pulses.toml": damaged(SETUP.encode(), chance)})


def window(chance: random.Random) -> Input:
    """The player or the laboratory on something that is wrong, or with settings that are."""
    made = chance.choice((narration, scene, scene, setup, setup, lecture, theme, settings))(chance)
    match made.kind:
        case "set-up":
            words = chance.choice((("lab", "pulses.toml"), ("play", "pulses.toml", *SILENT)))
        case "lecture":
            words = ("play", "evening.toml", *SILENT)
        case "theme":
            words = ("play", "small.py", *SILENT, "--theme", "house")
        case _:
            words = ("play", "small.py", *SILENT)
    kept = ("config/", "config/window.json")
    return Input(f"window, {made.kind}", (*words, *SMALL), made.files, writes=kept, glanced=True)


def settings(chance: random.Random) -> Input:
    """What the window remembers of its viewer."""
    return _input("settings", (), files={"config/window.json": damaged(SETTINGS.encode(), chance)})


def others(chance: random.Random) -> Input:
    """A course, questions, a membrane of one's own."""
    which = chance.random()
    if which < 0.4:
        course = damaged(COURSE.encode(), chance)
        return _input(
            "course",
            ("batch", "course.toml", "--workers", "1"),
            files={"course.toml": course, "narration/en.toml": b"["},
        )
    if which < 0.6:
        questions = damaged(QUESTIONS.encode(), chance)
        arguments = ("slides", "small.py", "--questions", *SILENT, "--size", "3x", "-o", "o.pptx")
        return _input("questions", arguments, files={"questions.toml": questions})
    source = damaged(MEMBRANE.encode(), chance)
    return _input("membrane", ("check", "uses.py"), files={"mine.py": source, "uses.py": _USES})


_USES = (
    SCENE.replace("from apanim.physics.textbook import TEXTBOOK", "from mine import LOW")
    .replace("TEXTBOOK", "LOW")
    .encode()
)


def command_line(chance: random.Random) -> Input:
    """A command that is nearly right, or all chance; what it asks for never begins long work."""
    words = [chance.choice(COMMANDS)]
    for _ in range(chance.randrange(0, 5)):
        words.append(chance.choice((*OPTIONS, *OPTIONS, *GIVEN)))
        if words[-1].startswith("-") and chance.random() < 0.9:
            words.append(
                chance.choice(
                    (chance.choice(GIVEN), chance.choice(GIVEN), a_word(chance), a_number(chance))
                )
            )
    words = [word.replace("\0", "") for word in words]
    if words[0] in LONG:  # refused at the latest by its last word
        words += LONG[words[0]]
    return Input("command line", tuple(words), {**_ALL, "mine.py": MEMBRANE.encode()}, writes=("",))


KINDS: dict[str, tuple[float, Callable[[random.Random], Input]]] = {
    "narration": (0.15, narration), "lecture": (0.09, lecture), "theme": (0.1, theme),
    "scene": (0.16, scene), "sprite": (0.03, sprite),
    "sound": (0.06, sound), "set-up": (0.13, setup),
    "others": (0.11, others), "command line": (0.14, command_line),
    "window": (0.03, window),
}  # fmt: skip


def input_of(seed: int, number: int) -> Input:
    """Input `number` of a run: the same at each run of a seed."""
    chance = random.Random(f"{seed} {number}")
    shares, makers = zip(*KINDS.values(), strict=True)
    return chance.choices(makers, shares)[0](chance)
