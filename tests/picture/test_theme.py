"""The themes' file is judged key by key, and a theme puts its colours wherever the picture names a role."""

import re

import axon_run
import numpy as np
import pytest
from made import MadeTape, full_timeline

from apanim.canvas.raster import RasterCanvas
from apanim.data import assets_dir
from apanim.errors import UserError
from apanim.picture import scenery, theme
from apanim.picture.drawlist import ColumnLight, Dim, DrawList, Glow, Scenery, Text, Tint, Veil
from apanim.picture.frame import frame
from apanim.picture.theme.roles_file import read_themes

GOOD = """
[text]
ink = "#112233"
[ground]
outside = ["#000000", "#FFFFFF"]
[focus]
brightness = 0.5
[canvas]
light = "added"
"""


def written(tmp_path, text):
    (tmp_path / "sprites").mkdir()
    (tmp_path / "sprites" / "ion_na.svg").write_text('<svg><g fill="#FFC23C" stroke="#fff"/></svg>')
    path = tmp_path / "theme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_theme_states_only_what_it_changes(tmp_path):
    more = '[themes.paper.text]\nink = "#445566"\n[themes.paper.sprites.ion_na]\n"#fff" = "#000000"\n'
    themes = read_themes(written(tmp_path, GOOD + more))
    assert list(themes) == ["dark", "paper"]
    assert themes["dark"].roles["text.ink"] == "#112233"
    assert themes["paper"].roles["text.ink"] == "#445566"
    assert themes["paper"].roles["ground.outside"] == themes["dark"].roles["ground.outside"]
    assert themes["paper"].sprites == {"ion_na": {"#fff": "#000000"}}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('[text]\nink = "#11223"', "text.ink is '#11223'"),
        ("[text]\nink = 3", "text.ink is 3"),
        ("[text]\nink = []", "text.ink is []"),
        ('text = "#112233"', "the file must hold tables only"),
        ("[text\nink = 1", "line 1"),
        ('[themes.paper.canvas]\nlight = "dim"', "themes.paper.canvas.light is 'dim'; write one of added"),
        ('[themes.paper.text]\nonk = "#112233"', "themes.paper.text.onk changes a role"),
        ('[themes.paper.ground]\noutside = ["#000000"]', "themes.paper.ground.outside must be like"),
        ("[themes.paper.text]\nink = 0.5", "themes.paper.text.ink must be like"),
        ('[themes.paper.sprites.ion_x]\n"#fff" = "#000000"', "ion_x recolours a sprite"),
        ('[themes.paper.sprites.ion_na]\n"#123456" = "#000000"', "changes '#123456', which ion_na.svg"),
        ('[themes.paper.sprites.ion_na]\n"#fff" = "black"', "ion_na.#fff is 'black'"),
    ],
)
def test_a_bad_theme_is_refused_in_one_line_that_names_file_and_key(tmp_path, change, says):
    text = GOOD + change if change.startswith("[themes") else change
    with pytest.raises(UserError) as error:
        read_themes(written(tmp_path, text))
    assert str(error.value).startswith(str(tmp_path / "theme.toml"))
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_theme_is_refused_with_those_there_are():
    with pytest.raises(UserError, match="choose one of dark, contrast, light"):
        theme.theme("sepia")


def test_roles_that_are_not_there_are_a_programming_error():
    for wrong in ("text.onk", "ground.outside"):
        with pytest.raises(KeyError):
            theme.colour(wrong)
    with pytest.raises(KeyError):
        theme.ramp("text.ink")


def test_colours_are_put_in_by_name_in_lists_and_in_mixtures():
    dark, light = theme.theme("dark"), theme.theme("light")
    ink, cool = theme.colour("text.ink"), theme.colour("text.cool")
    assert dark.hex(ink) != light.hex(ink)
    assert dark.hex("#123456") == "#123456"
    assert theme.mix("#000000", "#FFFFFF", 0.5) == "#808080"
    half = theme.mix(ink, cool, 0.5)
    for look in (dark, light):
        assert look.hex(half) == theme.mix(look.hex(ink), look.hex(cool), 0.5)
        assert look.hex(theme.mix(half, ink, 1 / 3)) == theme.mix(look.hex(half), look.hex(ink), 1 / 3)
    assert re.fullmatch(r'<a b="#[0-9A-F]{6}"/>', dark.markup(f'<a b="{half}"/>'))


def test_no_colour_is_left_unnamed_in_layers_and_draw_lists():
    """Whatever a scene draws, the picture gave a role to: no theme could change a literal colour."""
    run = axon_run.tape()
    lists = [frame(full_timeline(), MadeTape(), tick) for tick in (1800, 9900, 15000)]
    lists.append(frame(axon_run.timeline(run), run, 2600))
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b")
    for drawn in lists:
        for item in drawn.items:
            if isinstance(item, Scenery) and not item.name.startswith("membrane/close_"):
                assert not literal.findall(scenery.layer(item).markup), item.name
            elif not isinstance(item, Scenery):
                assert not literal.findall(repr(item)), item


def painted(name, *items):
    canvas = RasterCanvas((480, 270), theme.theme(name))
    canvas.paint(DrawList(items))
    return np.frombuffer(canvas.buffer(), np.uint8).reshape(270, 480, 4)[..., 2::-1].astype(int)


def test_light_is_added_on_dark_ground_and_a_tint_on_paper():
    glow = Glow(960, 540, 300, 300, ((0.0, "#FFB84A", 0.8), (1.0, "#FFB84A", 0.0)))
    shine = ColumnLight("axon/inside", Tint(("#FFB84A",), np.full((1, 481), 0.8, np.float32)))
    for light in (glow, shine):
        on_dark = painted("dark", Veil("#102030", 1.0), light)
        assert (on_dark >= painted("dark", Veil("#102030", 1.0))).all()
        paper, tinted = (
            painted("light", Veil("#FFFFFF", 1.0)),
            painted("light", Veil("#FFFFFF", 1.0), light),
        )
        assert (tinted <= paper).all()
        red, green, blue = tinted[110, 240]
        assert red > 240 > green > blue + 40, "a tint of the light's own colour"


def test_what_is_not_spoken_of_loses_light_and_colour():
    plain = painted("dark", Veil("#C86432", 1.0))[0, 0]
    dim = painted("dark", Veil("#C86432", 1.0), Dim(1.0))[0, 0]
    grey = plain @ [0.299, 0.587, 0.114]
    assert dim == pytest.approx(0.55 * (0.70 * plain + 0.30 * grey), abs=2.5)
    half = painted("dark", Veil("#C86432", 1.0), Dim(0.5))[0, 0]
    assert ((dim < half) & (half < plain)).all()
    pale = painted("light", Veil("#C86432", 1.0), Dim(1.0))[0, 0]
    assert (pale > plain).all()


def test_a_sprite_is_recoloured_where_the_theme_says_so():
    svg = (assets_dir() / "sprites" / "charge_plus.svg").read_text()
    assert theme.theme("dark").sprite("charge_plus", svg) == svg
    changed = theme.theme("light").sprite("charge_plus", svg)
    assert changed != svg
    assert len(changed) == len(svg)


def test_words_with_an_at_sign_are_left_as_they_are():
    words = Text(960, 540, "me@text.ink", 60, 600, theme.colour("text.ink"), "middle")
    other = Text(960, 540, "me@text.onk", 60, 600, theme.colour("text.ink"), "middle")
    assert painted("dark", Veil("#000000", 1.0), words).sum() > 0
    assert painted("dark", Veil("#000000", 1.0), other).sum() > 0
