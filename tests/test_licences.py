"""LICENCES.md names every package that apanim stands on, as it tells of itself, and all files of others."""

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import av
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TEXT = (ROOT / "LICENCES.md").read_text(encoding="utf-8")
EXTRAS = {"": "## What apanim runs on", "cluster": "## What a cluster", "docs": "## What builds",
          "test": "## What tests it"}  # fmt: skip
FAMILIES = {  # what a package's metadata may call a licence
    "MIT": r"\bMIT\b",
    "BSD": r"BSD|Redistribution and use",
    "Apache": r"Apache",
    "LGPL": r"LGPL|Lesser General",
    "GPL": r"\bA?GPL|GNU (Affero )?General Public",
    "MPL": r"MPL|Mozilla",
    "OFL": r"OFL|Open Font",
    "ISC": r"\bISC",
    "PSF": r"PSF|Python Software",
}
ALLOWED = set(FAMILIES) - {"GPL"}
MAY_BE_MISSING = "only "  # a row's note: not on every Python or system
MEDIA = {
    ".css",
    ".gif",
    ".html",
    ".jpg",
    ".js",
    ".json",
    ".png",
    ".svg",
    ".toml",
    ".ttf",
    ".wav",
    ".webp",
    ".xml",
}
PICTURES = {".gif", ".jpg", ".png", ".webp"}
FOLDERS = ("assets", "scenes", "renders", "docs", "tests")


def tables() -> dict[str, dict[str, tuple[str, str]]]:
    """Each section's packages, with licence and note."""
    found = {}
    for extra, heading in EXTRAS.items():
        section = TEXT.split(heading, 1)[1].split("\n## ", 1)[0]
        rows = re.findall(r"^\| ([a-z\d-]+) \| ([^|]+) \| ?([^|]*?) ?\|$", section, re.MULTILINE)
        found[extra] = {name: (licence, note) for name, licence, note in rows if name != "package"}
    return found


def stood_on(extra: str) -> dict[str, Distribution]:
    """What apanim needs for `extra`, directly or through others, as installed here."""
    asked = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    found: dict[str, Distribution] = {}
    todo, seen = [needed(line, "") for line in asked], set()
    while todo:
        for name, its_extra in todo.pop():
            if (name, its_extra) not in seen:
                seen.add((name, its_extra))
                found[name] = distribution(name)
                todo += [needed(line, its_extra) for line in found[name].requires or ()]
    return found


def needed(line: str, extra: str) -> list[tuple[str, str]]:
    """The package that a requirement names, with each of its extras, if it is needed here."""
    need = Requirement(line)
    if need.marker and not need.marker.evaluate({"extra": extra}):
        return []
    return [(re.sub(r"[-_.]+", "-", need.name).lower(), one) for one in ("", *need.extras)]


def families(text: str) -> set[str]:
    return {name for name, pattern in FAMILIES.items() if re.search(pattern, text)}


def told_by(package: Distribution) -> str:
    """What a package says that its licence is."""
    about = package.metadata
    kinds = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier") or () if line.startswith("License")
    ]
    return about.get("License-Expression") or " ".join(kinds) + " " + (about.get("License") or "")[:600]


def rows_of(extra: str) -> Iterator[tuple[str, Distribution, tuple[str, str]]]:
    """What `extra` needs beyond what stands in sections before, with its rows."""
    listed = tables()
    before = {name for one in [*EXTRAS][: [*EXTRAS].index(extra)] for name in listed[one]}
    for name, package in stood_on(extra).items():
        if name not in before:
            assert name in listed[extra], (
                f"LICENCES.md has no row for {name} ({told_by(package).strip()[:60]})"
            )
            yield name, package, listed[extra][name]


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_package_is_listed_with_the_licence_that_it_tells(extra):
    try:
        rows = list(rows_of(extra))
    except PackageNotFoundError as missing:
        if not extra:
            raise
        pytest.skip(f"{missing} is not installed: pip install 'apanim[{extra}]'")
    for name, package, (licence, _) in rows:
        told = families(told_by(package))
        assert told, f"{name} tells no licence that is known: {told_by(package)}"
        assert told == families(licence), name
        assert families(licence) <= ALLOWED, name
    superfluous = {name for name, (_, note) in tables()[extra].items() if MAY_BE_MISSING not in note}
    assert superfluous - {name for name, _, _ in rows} == set()


def test_a_licence_is_known_by_any_of_its_names():
    assert families("GNU Library or Lesser General Public License (LGPL) LGPL v2.1") == {"LGPL"}
    assert families("AGPL-3.0-or-later") == families("GNU Affero General Public License v3") == {"GPL"}
    assert families("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception") == {"BSD", "Apache"}
    assert families("Proprietary") == set()


def test_what_ffmpeg_says_of_itself_is_told():
    (row,) = [row for row in TEXT.splitlines() if row.startswith("| av |")]
    library = av._core.library_meta["libavcodec"]
    assert re.fullmatch(r"L?GPL version 3 or later", library["license"])
    for name in re.findall(r"--enable-lib(x26[45])", library["configuration"]):
        assert name in row


def test_every_file_that_is_not_code_is_listed():
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \| [^|]+ \| [^|]+ \|$", TEXT, re.MULTILINE)
    patterns = [pattern for row in rows for pattern in re.findall(r"`([^`]+)`", row)]
    files = [str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("*")
             if path.suffix in MEDIA]  # fmt: skip
    assert [name for name in files if not any(fnmatch(name, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in files)] == []


def test_a_file_that_names_an_owner_has_a_row_of_its_own():
    owned = re.compile(rb"copyright \(c\)|\xc2\xa9|spdx-license", re.IGNORECASE)
    named = {str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("*")
             if path.suffix in MEDIA - PICTURES and owned.search(path.read_bytes())}  # fmt: skip
    assert {name for name in named if f"| `{name}` |" not in TEXT} == set()
