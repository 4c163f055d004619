"""What the guide's pages hold: example scenes with their words, commands, lines that are refused, pictures.

A block of code with a title is a file: ```python title="clamp.py"; blocks of words after it, ```toml
title="narration/en.toml", are its words, joined where one does not begin a language anew. A picture says
in its title how it is made: ![...](pictures/clamp.webp "apanim still clamp.py --at 3").
"""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
WORDS = "narration/en.toml"
REFUSED = "Refused"
_BLOCK = re.compile(r'^( *)```(\w+)(?: title="([^"]*)")?\n(.*?)^\1```$', re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r'!\[[^\]]+\]\(([^ )]*pictures/[^ )]+)(?: "([^"]*)")?\)')


@dataclass(frozen=True)
class Block:
    """A block of code of a page: its language, its title, its text, and the line on which it begins."""

    language: str
    title: str
    text: str
    line: int


@dataclass
class Example:
    """A file of a page with all that lies beside it: paths to texts. `page` is relative to docs/."""

    page: str
    name: str
    line: int
    files: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write it and all beside it into `folder`; its own path."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder / self.name


@dataclass(frozen=True)
class Picture:
    """A picture of a page: its file, the example in it, and the options of `apanim still` that make it."""

    page: str
    line: int
    file: Path
    scene: str
    options: tuple[str, ...]

    def option(self, name: str, usual: str) -> str:
        """What stands after `name` in its command."""
        return self.options[self.options.index(name) + 1] if name in self.options else usual


def pages() -> list[Path]:
    """Every page, in order of its path."""
    return sorted(DOCS.rglob("*.md"))


def blocks(text: str) -> list[Block]:
    """Every block of code in a page's text, in order."""
    found = []
    for match in _BLOCK.finditer(text):
        indent, language, title, body = match.groups()
        plain = "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))
        found.append(Block(language, title or "", plain, text[: match.start()].count("\n") + 1))
    return found


def examples(page: Path) -> list[Example]:
    """The Python files of a page, each with the words that follow it and the other files of the page."""
    found: list[Example] = []
    others: dict[str, str] = {}
    for block in blocks(page.read_text(encoding="utf-8")):
        if " " in block.title:
            continue  # what a command says
        if block.title.endswith(".py"):
            name = page.relative_to(DOCS).as_posix()
            found.append(Example(name, block.title, block.line, {**others, block.title: block.text}))
        elif "." in block.title:
            begins = block.title != WORDS or block.text.startswith("[language]")
            before = "" if begins else others.get(block.title, "")
            others[block.title] = before + ("\n" if before else "") + block.text
            for example in found[-1:]:
                example.files[block.title] = others[block.title]
    return found


def pictures(page: Path) -> list[Picture]:
    """The pictures of a page that its examples make. Raises ValueError for one that does not say how."""
    found, text = [], page.read_text(encoding="utf-8")
    for match in _PICTURE.finditer(text):
        target, title = match.groups()
        if not title:
            continue  # another page's
        words = shlex.split(title)
        if words[:2] != ["apanim", "still"] or len(words) < 3:
            raise ValueError(f"{page.name}: {target} does not say which apanim still makes it")
        name = page.relative_to(DOCS).as_posix()
        line, file = text[: match.start()].count("\n") + 1, (page.parent / target).resolve()
        found.append(Picture(name, line, file, words[2], tuple(words[3:])))
    return found


def commands() -> list[tuple[str, str]]:
    """(page, line) of every apanim command in the guide's blocks of shell, and in its pictures' titles."""
    found = []
    for page in pages():
        text, name = page.read_text(encoding="utf-8"), page.relative_to(DOCS).as_posix()
        lines = [
            line for block in blocks(text) if block.language == "sh" for line in block.text.splitlines()
        ]
        lines += re.findall(r"(?<!`)`(apanim [^`]+)`(?!`)", text)
        found += [(name, line.strip()) for line in lines if re.search(r"\bapanim \w", line)]
    return found
