"""A page's colours are the theme's."""

import re

import pytest

from apanim.export.page.document import assemble
from apanim.picture.theme import theme


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_pages_colours_are_the_themes(name):
    colours = theme(name)
    text = assemble(b"", {"title": "A page"}, colours, "en")
    found = dict(re.findall(r"--(\w+): (#[0-9a-fA-F]{6,8});", text))
    for part, role in (("ground", "ground.outside.1"), ("ink", "text.ink"), ("na", "plot.e_na")):
        assert found[part] == colours.hex(f"@{role}"), part
    assert "{{" not in text
