"""Every mistake is one clear line on standard error, exit code 2, no traceback, nothing written."""

import pytest
from command import apanim
from helpers import WORDS, write_scene

HELLO = 's.say("hello")'


def files(folder):
    return sorted(
        str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"
    )


FILE, W = "small.py", WORDS
SILENT = ("--voice", "silent")
MP4 = ("-o", "o.mp4")
STILL = ("still", FILE, *SILENT)
MISTAKES = {
    "unknown scene": (HELLO, W, ("still", "spik", *SILENT), ["no scene 'spik'", "did you mean 'spike'"]),
    "missing file": (HELLO, W, ("still", "nowhere.py", *SILENT), ["nowhere.py", "no such file"]),
    "unknown cue": ('s.say("helo")', W, STILL, ["small.py:11", "helo", "hello"]),
    "unknown measure": (
        's.say("peak")', W, STILL, ["en.toml:", "no measure 'peak'"],
    ),
    "false claim": (
        's.say("hello", claim=patch.rest > 0)', W, STILL,
        ["small.py:11", "hello", "-70 > 0 mV"],
    ),
    "malformed TOML": (HELLO, WORDS + "\n[cues.x\n", STILL, ["en.toml:"]),
    "syntax error": ("s.say(", W, STILL, ["small.py:"]),
    "no folder": (
        HELLO, W, ("render", FILE, "-o", "no/such/out.mp4", *SILENT), ["no/such/out.mp4", "folder"],
    ),
    "strange suffix": (HELLO, W, ("render", FILE, "-o", "out.avi", *SILENT), ["out.avi", ".mp4"]),
    "opaque file": (
        HELLO, W, ("render", FILE, *MP4, "--background", "none"), ["--background none", ".mp4", ".webm"],
    ),
    "strange background": (HELLO, W, (*STILL, "--background", "red"), ["--background red", "none"]),
    "a film to fit": (HELLO, W, ("render", FILE, *MP4, "--max-mb", "8"), ["--max-mb 8", ".gif"]),
    "no megabytes": (
        HELLO, W, ("render", FILE, "-o", "a.gif", "--max-mb", "0"), ["--max-mb 0", "not a size"],
    ),
    "a folder beyond a name": (HELLO, W, ("list", "--with", "word " * 4000), ["word", "a shorter one"]),
    "a scene beyond a name": (HELLO, W, ("still", f"{'x' * 5000}.py"), ["xxx"]),
    "a file beyond a name": (HELLO, W, ("still", FILE, "-o", f"{'x' * 5000}.png", *SILENT), ["xxx"]),
    "a course beyond a name": (HELLO, W, ("batch", f"{'x' * 5000}.toml"), ["xxx"]),
    "a new scene beyond a name": (HELLO, W, ("new", "x" * 5000), ["xxx"]),
    "a copy beyond a name": (HELLO, W, ("new", f"{'x' * 5000}/"), ["xxx"]),
    "workers for a picture": (
        HELLO, W, ("render", FILE, "-o", "a.gif", "--workers", "2"), ["--workers", "one process", "a.gif"],
    ),
    "a cluster for frames": (
        HELLO, W, ("render", FILE, "-o", "a.png", "--cluster", "local:2"), ["--cluster", "one process"],
    ),
    "odd size": (HELLO, W, ("render", FILE, *MP4, "--size", "853x480"), ["853x480", "even"]),
    "absurd size": (
        HELLO, W, ("render", FILE, *MP4, "--size", "90000x4"), ["90000x4", "range"],
    ),
    "strange rate": (HELLO, W, ("render", FILE, *MP4, "--fps", "29"), ["--fps 29", "30"]),
    "time outside": (
        HELLO, W, ("still", FILE, "--at", "900", *SILENT), ["--at 900", "ends at"],
    ),
    "stretch outside": (
        HELLO, W, ("render", FILE, *MP4, "--from", "2", "--to", "99", *SILENT), ["--to 99"],
    ),
    "unknown voice": (HELLO, W, ("still", FILE, "--voice", "habiri"), ["habiri", "hibari"]),
    "scene by a path": (HELLO, W, ("still", "a/b", *SILENT), ["no scene 'a/b'", ".py file"]),
    "scene of no name": (HELLO, W, ("still", "", *SILENT), ["no scene ''"]),
    "scene of a long name": (HELLO, W, ("check", "x" * 300), ["no scene 'xxx"]),
    "file of a long name": (HELLO, W, ("check", "x" * 300 + ".py"), ["no such file"]),
    "check of no name": (HELLO, W, ("check", ""), ["no scene ''"]),
    "scene on two lines": (HELLO, W, ("still", "a\nb", *SILENT), ["no scene 'a b'"]),
    "words to no name": (HELLO, W, ("words", FILE, *SILENT, "-o", ""), ["-o ''", "folder"]),
    "a still to no name": (HELLO, W, (*STILL, "-o", ""), ["-o ''", ".png"]),
    "voice of no name": (HELLO, W, ("still", FILE, "--voice", ""), ["--voice", "no such voice"]),
    "unknown set": (HELLO, W, ("measure", "SQUIDD"), ["SQUIDD"]),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line(tmp_path, mistake):
    body, words, arguments, says = MISTAKES[mistake]
    write_scene(tmp_path, body, words)
    before = files(tmp_path)
    run = apanim(tmp_path, *arguments)
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    lines = [line for line in run.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, run.stderr
    for word in says:
        assert word in lines[0]
    assert files(tmp_path) == before


def test_a_folder_that_takes_no_file_is_told(tmp_path):
    write_scene(tmp_path, HELLO)
    (tmp_path / "blocked").write_text("a file, not a folder")
    run = apanim(tmp_path, "render", "small.py", "-o", "blocked/out.mp4", *SILENT)
    assert run.returncode == 2
    assert "blocked" in run.stderr


def test_here_is_a_folder_like_any_other(tmp_path):
    write_scene(tmp_path, HELLO)
    run = apanim(tmp_path, "words", "small.py", *SILENT, "-o", ".")
    assert run.returncode == 0, run.stderr
    short = ("--to", "0.1", "--size", "320x180")
    run = apanim(tmp_path, "render", "small.py", *SILENT, *short, "-o", ".")
    assert run.returncode == 0, run.stderr
    assert {"small.srt", "frame_00001.png", "frame_00003.png"} <= set(files(tmp_path))
    assert not [name for name in files(tmp_path) if name.endswith(".part")]
