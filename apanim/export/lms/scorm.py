"""A page as a SCORM package: a zip with a manifest, which a learning-management system plays and keeps.

How the page talks to it stands in `assets/page/scorm.js`, the manifests of both editions beside it.

ADL, SCORM 1.2 Run-Time Environment and Content Aggregation Model (2001); SCORM 2004 4th Edition (2009).
"""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from apanim.data import assets_dir
from apanim.errors import UserError
from apanim.export.page.document import Addition, filled
from apanim.export.whole import whole_file

PAGE = "index.html"
_WHEN = (1980, 1, 1, 0, 0, 0)  # of every file in the zip: the same page is the same bytes
EDITIONS = ("1.2", "2004")


def check_edition(edition: str) -> str:
    """The edition itself. Raises UserError for one that there is not."""
    if edition not in EDITIONS:
        raise UserError(f"--scorm {edition}: no such edition; use {' or '.join(EDITIONS)}")
    return edition


def reporting(edition: str) -> Addition:
    """What makes a page report to a learning-management system."""
    script = (assets_dir() / "page" / "scorm.js").read_text(encoding="utf-8")
    return Addition("scorm", {"edition": edition}, script=script)


def write_package(page: str, name: str, title: str, edition: str, path: Path) -> None:
    """Write the zip of a page that has `reporting` in it. Raises UserError as whole_file does."""
    parts = {"identifier": f"apanim-{name}", "title": title, "page": PAGE}
    form = (assets_dir() / "page" / f"scorm-{edition}.xml").read_text(encoding="utf-8")
    manifest = filled(form, {hole: escape(part, {'"': "&quot;"}) for hole, part in parts.items()})
    with whole_file(path) as part, zipfile.ZipFile(part, "w") as package:
        for file, text in (("imsmanifest.xml", manifest), (PAGE, page)):
            entry = zipfile.ZipInfo(file, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, text.encode("utf-8"))
