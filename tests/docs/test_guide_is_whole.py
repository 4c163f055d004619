"""Nothing that an author may use is missing in the guide; what is missing is named."""

import inspect
import re
from ast import literal_eval
from io import BytesIO
from typing import get_args, get_overloads

import numpy as np
import pytest
from guide_pages import DOCS, pages
from guide_pictures import all_pictures, made, small
from PIL import Image

from apanim.narration.templates import UNITS
from apanim.particles.proteins import ROWS
from apanim.physics.perturb import KINDS
from apanim.picture.theme import theme_names
from apanim.picture.views import VIEWS
from apanim.script.actors.axon import Axon
from apanim.script.actors.axons import Axons, Lane
from apanim.script.actors.bench import Bench
from apanim.script.actors.box import Box
from apanim.script.actors.cable_response import CableReading, CableResponse
from apanim.script.actors.claims import Quantity
from apanim.script.actors.clamp_bench import ClampBench
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.patch import Patch
from apanim.script.actors.reading import Reading
from apanim.script.actors.response import Response
from apanim.script.actors.spike import Spike
from apanim.script.stage import Stage
from apanim.script.verbs.acts import Acts
from apanim.script.verbs.camera import CameraVerbs
from apanim.script.verbs.drawing import Glass
from apanim.script.verbs.narrator import PANELS
from apanim.script.verbs.panels import PLACES

OF_THE_STAGE = {
    "alone", "close", "edges", "kind", "measures", "moment", "plan", "pump_at", "read", "refractory",
    "stripped",
}  # fmt: skip


def text(name):
    return (DOCS / name).read_text(encoding="utf-8")


def verbs():
    """Every verb of `s` by its name, with the functions that say what it takes."""
    stage = Stage(None, None, DOCS)  # no word is said on it
    found = {name: getattr(stage, name) for name in dir(stage) if name != "camera"}
    found |= {f"camera.{name}": getattr(CameraVerbs, name) for name in public(CameraVerbs)}
    for name, verb in found.items():
        told = get_overloads(getattr(Acts, name)) if hasattr(Acts, name) else ()
        yield name, told or [inspect.unwrap(verb)]


def public(kind):
    return sorted(name for name in dir(kind) if not name.startswith("_") and name not in OF_THE_STAGE)


def sections():
    """The text under each verb's heading."""
    for page in (DOCS / "verbs").glob("*.md"):
        for part in re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if match := re.match(r"## s\.([\w.]+)\n", part):
                yield match[1], part


@pytest.mark.parametrize(("verb", "functions"), [*verbs()], ids=[name for name, _ in verbs()])
def test_every_verb_is_told_with_all_that_it_takes(verb, functions):
    section = dict(sections()).get(verb)
    assert section is not None, f"no heading '## s.{verb}' on a page of docs/verbs"
    for function in functions:
        for name in inspect.signature(function).parameters:
            row = rf"^\| [^|]*`{name}`[^|]* \| \S"
            assert name == "self" or re.search(row, section, re.MULTILINE), f"no row for `{name}`"
    for name, value in re.findall(r"(\w+)=([-\w.\"]+|\([^)]*\))", section.split("```")[1]):
        takes = [inspect.signature(function).parameters for function in functions]
        usual = [one[name].default for one in takes if name in one]
        is_name = re.match(r"[A-Za-z]+[._(]", value)
        if set(usual) - {inspect.Parameter.empty, None} and not is_name:
            assert literal_eval(value) in usual, f"{name}={value} is not what is usual"
    if not verb.startswith("camera."):
        assert f"#s{verb})" in text("verbs/index.md"), f"s.{verb} is not in the table of all verbs"


def test_no_verb_is_told_that_there_is_not():
    assert {name for name, _ in sections()} == {name for name, _ in verbs()}


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("parts.md", (Patch, Neuron, Axon, Axons, Lane)), ("moments.md", (Response, Spike, CableResponse)),
        ("quantities.md", (Reading, CableReading, Quantity, Bench, ClampBench, Box)),
        ("verbs/drawing.md", (Glass,)),
    ],
)  # fmt: skip
def test_every_part_moment_and_quantity_is_told(page, kinds):
    there = text("parts.md") + text("moments.md") + text("quantities.md") + text(page)
    for kind in kinds:
        names = [name for name in public(kind) if not re.search(rf"`[^`]*\.{name}\b[^`]*`", there)]
        assert not names, f"{kind.__name__} has {', '.join(names)}, which {page} does not tell"


def test_every_choice_is_told():
    for page, words in (
        ("gallery.md", (*ROWS, *(p for p in get_args(PANELS) if p != "picture"), *theme_names())),
        ("verbs/plots.md", PLACES),
        ("verbs/acts.md", KINDS),
        ("words-file.md", UNITS),
    ):
        missing = [word for word in words if not re.search(rf"`\"?{word}\"?`", text(page))]
        assert not missing, f"{page} lacks {', '.join(missing)}"


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_in_the_gallery_as_it_is_drawn_now(view):
    section = re.search(rf"^### {view}\n(.*?)(?=^##)", text("gallery.md"), re.MULTILINE | re.DOTALL)
    assert section, f"gallery.md has no '### {view}'"
    shown = re.search(r"\(pictures/([^ )]+)", section[1])[1]
    (picture, example), *_ = [pair for pair in all_pictures() if pair[0].file.name == shown]
    kept = np.asarray(Image.open(picture.file).convert("RGB"), float)
    now = np.asarray(Image.open(BytesIO(small(made(picture, example)))).convert("RGB"), float)
    assert kept.shape == now.shape
    apart = np.abs(kept - now).mean()
    assert apart < 4, f"now it is another: python docs/tools/guide_pictures.py {shown}"


def test_every_page_is_in_the_contents():
    listed = re.findall(r"- (\S+\.md)$", (DOCS.parent / "mkdocs.yml").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(page.relative_to(DOCS).as_posix() for page in pages())
