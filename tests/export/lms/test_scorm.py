"""A page as a SCORM package, played in scorm-again's run-time in Chromium: place, completion, answers."""

import functools
import http.server
import os
import shutil
import threading
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest
from browser import browser

from apanim.errors import UserError
from apanim.export.lms.scorm import EDITIONS, check_edition

HERE = Path(__file__).parent
# Where npm puts what is installed with `--prefix DIR`, if $NODE_PATH has DIR/node_modules.
PLACES = [
    Path(place) / "scorm-again/dist/esm" for place in os.environ.get("NODE_PATH", "").split(os.pathsep)
]
RUN_TIME = next((place for place in PLACES if (place / "scorm2004.min.js").is_file()), None)
TITLE = 'Rest & "more" <here>'
NAMES = {
    "1.2": {"status": "cmi.core.lesson_status", "place": "cmi.core.lesson_location",
            "score": "cmi.core.score.raw"},
    "2004": {"status": "cmi.completion_status", "place": "cmi.location",
             "score": "cmi.score.raw"},
}  # fmt: skip


@pytest.fixture(scope="module")
def site(packages, tmp_path_factory):
    """The address of a server that has the packages unzipped, and the system's own page."""
    if RUN_TIME is None:
        pytest.skip("npm's scorm-again, which plays the packages, is not in $NODE_PATH")
    folder = tmp_path_factory.mktemp("site")
    for edition, package in packages.items():
        zipfile.ZipFile(package).extractall(folder / edition)
    shutil.copytree(RUN_TIME, folder / "scorm-again")
    shutil.copy(HERE / "system.html", folder)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format, *what):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    with browser("chromium") as one:
        yield one


def launch(chromium):
    chromium.evaluate("launch()")
    chromium.until("page()?.document.documentElement?.dataset.ready === 'true'")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_runtime_is_told_place_answers_and_completion_and_gives_them_back(chromium, site, edition):
    name = NAMES[edition]
    chromium.go(f"{site}/system.html?{edition}")
    chromium.until("document.documentElement.dataset.ready === 'true'")

    def get(what):
        return chromium.evaluate(f"get({name[what]!r})")

    launch(chromium)
    assert get("status") == "incomplete"
    chromium.evaluate("page().document.querySelector('[data-question=\"rests.sign\"] .choice').click()")
    (answer,) = chromium.evaluate("Object.values(cmi().interactions.childArray ?? cmi().interactions)")
    first = chromium.evaluate("page().apanim.quiz.questions[0].choices[0]")
    assert answer["id"] == "rests_sign"
    assert answer["result"] == (
        "correct" if first == "negative" else "wrong" if edition == "1.2" else "incorrect"
    )
    count = chromium.evaluate("page().apanim.quiz.questions.length")
    assert float(get("score")) == (round(100 / count) if first == "negative" else 0)
    chromium.evaluate("page().apanim.seek(0.75)")
    chromium.until("page().document.documentElement.dataset.exact === 'true'")
    assert chromium.evaluate("leave()")
    launch(chromium)
    chromium.until("page().apanim.position > 0")
    assert chromium.evaluate("page().apanim.position") == 0.75
    assert get("status") == "incomplete"
    assert chromium.evaluate("page().apanim.quiz.answers.size") == 1
    assert chromium.evaluate("page().document.querySelectorAll('.because').length") == 1

    # Once all of it was seen, and not before; and it stays so.
    chromium.evaluate("page().apanim.seek(0).then(() => page().apanim.play())")
    chromium.until("page().document.getElementById('video').ended")
    chromium.until(f"get({name['status']!r}) === 'completed'")
    chromium.evaluate("leave()")
    launch(chromium)
    assert get("status") == "completed"
    assert chromium.evaluate("leave()")
    assert chromium.evaluate("refused") == []


def test_a_leap_to_the_end_completes_nothing(chromium, site):
    chromium.go(f"{site}/system.html?1.2&again")
    chromium.until("document.documentElement.dataset.ready === 'true'")
    launch(chromium)
    chromium.evaluate("page().apanim.seek(page().apanim.duration - 0.3).then(() => page().apanim.play())")
    chromium.until("page().document.getElementById('video').ended")
    chromium.evaluate("leave()")
    launch(chromium)
    assert chromium.evaluate("get('cmi.core.lesson_status')") == "incomplete"
    assert chromium.evaluate("refused") == []


def test_a_package_opens_from_the_disk_too(chromium, site, packages, tmp_path):
    zipfile.ZipFile(packages["2004"]).extract("index.html", tmp_path)
    chromium.open(tmp_path / "index.html")
    assert chromium.evaluate("document.querySelectorAll('#more li').length") == 3


@pytest.mark.parametrize(("edition", "version"), [("1.2", "1.2"), ("2004", "2004 4th Edition")])
def test_the_manifest_names_the_page_that_is_in_the_zip(packages, edition, version):
    with zipfile.ZipFile(packages[edition]) as package:
        assert package.testzip() is None
        assert package.namelist() == ["imsmanifest.xml", "index.html"]
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
    plain = manifest.tag.removesuffix("manifest")
    assert manifest.findtext(f".//{plain}schemaversion") == version
    assert [one.text for one in manifest.iter(f"{plain}title")] == [TITLE, TITLE]
    (item,), (resource,) = manifest.iter(f"{plain}item"), manifest.iter(f"{plain}resource")
    (organizations,) = manifest.iter(f"{plain}organizations")
    assert item.get("identifierref") == resource.get("identifier")
    assert organizations.get("default") == organizations[0].get("identifier")
    assert resource.get("href") == resource[0].get("href") == "index.html"
    kind = {key.rpartition("}")[2].lower(): value for key, value in resource.items()}
    assert kind["scormtype"] == "sco"


def test_an_edition_that_there_is_not_is_told():
    with pytest.raises(UserError, match=r"--scorm 2: no such edition; use 1\.2 or 2004"):
        check_edition("2")
