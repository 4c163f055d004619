"""Command lines: those that need what most need; words, right and wrong; and what stops a line that would begin long work."""

# ruff: noqa: E501
# fmt: off
SMALL = ("--size", "320x180")
SILENT = ("--voice", "silent")
STILL = ("still", "small.py", *SMALL, *SILENT, "--at", "0.5", "-o", "o.png")
WARMS = (  # commands that import all that the others need
    ("check", "small.py"), STILL, ("words", "evening.toml", *SILENT, "-o", "w/"), ("script", "small.py", "-o", "s.md"),
    ("still", "pulses.toml", *SMALL, "--at", "1", "-o", "o.png"), ("data", "pulses.toml", "-o", "o.csv"),
    ("render", "small.py", *SMALL, *SILENT, "--to", "0.1", "-o", "o.mp4", "--workers", "1"),
    ("check", "small.py", "--voice", "recorded:rec"), ("lab", "--list"), ("batch", "nothing.toml"), ("still", "nothing"),
    ("slides", "small.py", "-o", "x"), ("page", "small.py", "-o", "x"), ("flash", "small.py", "--fps", "3"),
    ("measure", "mine.py:LOW", "--temperature", "7000"), ("sheet", "-o", "x"), ("sprites", "-o", "x"), ("new", ""),
)


COMMANDS = (
    "render", "play", "still", "sheet", "sprites", "flash", "check", "words", "script", "coverage", "attention", "list",
    "data", "measure", "page", "slides", "batch", "lab", "new", "lengths", "cache", "help", "--version", "--help", "",
)  # fmt: skip
OPTIONS = (
    "--at", "--from", "--to", "--size", "--fps", "--voice", "--language", "--languages", "--theme", "--text-size",
    "--preset", "--captions", "--split", "--background", "--max-mb", "--workers", "--cluster", "--with", "--every",
    "--membrane", "--temperature", "--scorm", "--output", "-o", "--json", "--quiet", "--reduced-motion", "--sounds",
    "--questions", "--neuron", "--list", "--nonsense", "-x", "--", "--debug", "--at=", "--fps=30",
)  # fmt: skip
GIVEN = (
    "small.py", "spike", "nothing.py", "no/such/x.mp4", "o.png", "o.mp4", "o.xyz", "w/", "x/y/", "nan", "1e9", "-5", "0",
    "30", "1:99:9", "320x180", "1x1", "99999x99999", "silent", "recorded:", "recorded:.", "hibari", "espeak-ng", "en", "es",
    "xx", "en,es", "dark", "house", "none", "chapters", "local:0", "local:-1", "local:99999", "tcp://", "1.2", "9" * 5000,
    "TEXTBOOK", "mine.py:LOW", "small.py:scene", "mine.py:", ":", ".py", "g_k_mS_cm2=x0.5", "temperature_C=1e308", "=", "a=b",
    "narration", "narration/en.toml", "/nowhere", "/dev/null", "/dev/full", "threshold", "membrane", "1e308", "inf", "+1", "٣",
)  # fmt: skip
LONG = {
    "render": ["--fps", "31"], "play": ["--size", "3"], "sheet": ["--every", "0"], "sprites": ["-o", "o.txt"], "flash": ["--fps", "3"],
    "check": ["--voice", "nobody"], "words": ["--language", "xx"], "script": ["--language", "xx"], "coverage": ["-o", "o.txt"],
    "attention": ["-o", "o.txt"], "list": ["--voice", "nobody"], "data": ["-o", "o.txt"], "page": ["--scorm", "3"],
    "slides": ["--fps", "3"], "batch": ["--quiet", "--json"], "lab": ["--size", "3"], "still": ["--at", "x"],
    "measure": ["--temperature", "7000"], "lengths": ["--nonsense"],
}  # fmt: skip
