"""The canvas of vectors: a draw list as one SVG document, for hand-outs, that needs nothing beside itself.

Words are outlines, sprites are symbols, light is a gradient that is screened on (or a tint, where the
theme's light is a shade). What the picture blurs stays a filter, so nothing is a bitmap.
"""

from collections.abc import Iterable

import numpy as np

from apanim.canvas import vector
from apanim.canvas.lens import by_lens
from apanim.canvas.vectors import columns, lit_shape
from apanim.canvas.vectors.defs import Defs
from apanim.letters.shaping import outline
from apanim.picture import scenery, svg, type
from apanim.picture.camera.depth import look
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import (
    BEAD_RIGS,
    OPACITY_LEVELS,
    TRAIL_RIGS,
    Bands,
    Beads,
    ColumnCurve,
    ColumnLight,
    Curve,
    Dim,
    Dissolve,
    DrawList,
    Item,
    Lens,
    LitShape,
    Scenery,
    Shades,
    SoftLight,
    Sprite,
    Sprites,
    Text,
    Trails,
    Veil,
)
from apanim.picture.frames import Frame
from apanim.picture.rigs import part_markup, rig, rig_markup
from apanim.picture.theme import Theme, colour

_BLUR_STEP_PX = 0.5  # beads are blurred in groups
_TRAIL_LENGTH_PX, _TRAIL_WIDTH = 88, 0.9
_FAR = 2 * HEIGHT  # beyond the lower edge of every frame


def as_svg(draw_list: DrawList, theme: Theme, ground: bool = True) -> str:
    """The document, in units of the stage, colours by `theme`; on black, or on nothing."""
    defs, whole = Defs(), _whole(draw_list.frame)
    body = _seen(draw_list.items, defs, theme, whole)
    black = f"<rect {whole}/>" if ground else ""
    (left, top, _, _), (wide, high) = draw_list.frame.box, draw_list.frame.size
    return theme.markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{wide:g}" height="{high:g}" viewBox="{left:g} {top:g} {wide:g} {high:g}">{defs.markup()}'
        f'<g style="isolation:isolate">{black}{body}</g></svg>'
    ).replace(' href="#', ' xlink:href="#')


def _seen(items: Iterable[Item], defs: Defs, theme: Theme, whole: str) -> str:
    """The items, each run of them through its lens."""
    return "".join(
        _group("".join(_item(item, defs, theme, whole) for item in run), _through(lens))
        for lens, run in by_lens(items)
    )


def _whole(frame: Frame) -> str:
    """The place of a rectangle over all of the frame."""
    (left, top, _, _), (wide, high) = frame.box, frame.size
    corner = f'x="{left:g}" y="{top:g}" ' if (left, top) != (0, 0) else ""
    return f'{corner}width="{wide:g}" height="{high:g}"'


def _item(item: Item, defs: Defs, theme: Theme, whole: str) -> str:
    match item:
        case Beads():
            return _beads(item, defs, theme)
        case Trails():
            return _trails(item, defs, theme)
        case Sprite():
            return _sprite(item, defs, theme)
        case Sprites():
            return "".join(_sprite(one, defs, theme) for one in _each(item))
        case Scenery():
            layer = scenery.layer(item)
            markup = defs.scoped(layer.markup) + (defs.scoped(layer.over) if layer.over else "")
            return _group(markup, "", item.opacity, _blend(theme) if item.additive else "")
        case Veil():
            return _wash(whole, item.colour, item.opacity)
        case Dim():
            return _dim(item, theme, whole)
        case Curve():
            return _revealed(item, vector.curve(item).markup, defs)
        case Shades():
            return _revealed(item, vector.shades(item).markup, defs)
        case ColumnLight():
            return columns.shine(item, defs, theme)
        case ColumnCurve():
            return columns.profile(item, defs, theme)
        case Bands():
            return columns.bands(item, defs)
        case SoftLight():
            return lit_shape.soft_light(item, defs)
        case LitShape():
            return lit_shape.body(item, defs, theme)
        case Text():
            return _text(item, defs)
        case Dissolve():
            return _group(_seen(item.items, defs, theme, whole), "", item.opacity)
        case Lens():  # taken by `by_lens`
            return ""
        case _:
            return _flat(item, defs, theme)


def _through(lens: Lens) -> str:
    """Where a lens puts what is seen through it."""
    if lens.scale == 1.0 and (lens.x, lens.y) == (WIDTH / 2, HEIGHT / 2):
        return ""
    return f"translate({WIDTH / 2} {HEIGHT / 2}) scale({lens.scale:.5g}) translate({-lens.x:g} {-lens.y:g})"


def _group(markup: str, place: str, opacity: float = 1.0, blend: str = "") -> str:
    attributes = f' transform="{place}"' if place else ""
    attributes += f' opacity="{opacity:.3g}"' if opacity < 1.0 else ""
    attributes += f' style="mix-blend-mode:{blend}"' if blend else ""
    return f"<g{attributes}>{markup}</g>" if attributes else markup


def _blend(theme: Theme) -> str:
    """How light is laid on."""
    return "" if theme.shaded else "screen"


def _use(name: str) -> str:
    return f'<use href="#{name}"/>'


# ---- ions


def _symbol_of(name: str, defs: Defs, theme: Theme) -> str:
    return defs.symbol(f"rig {name}", theme.sprite(name, rig_markup(name)))


def _beads(item: Beads, defs: Defs, theme: Theme) -> str:
    """Runs of beads of about one blur, each run a group."""
    out, run, run_step = "", "", 0
    tilts = np.zeros(len(item.rig), np.int8) if item.tilt is None else item.tilt
    columns = (item.rig, item.x, item.y, item.depth, item.opacity, tilts)
    for which, x, y, level, opacity, tilt in zip(*(c.tolist() for c in columns), strict=True):
        seen = look(level)
        step = round(seen.blur / _BLUR_STEP_PX)
        if step != run_step:
            out, run, run_step = out + _blurred(run, run_step, defs), "", step
        use = _use(_symbol_of(BEAD_RIGS[which], defs, theme))
        place = f"translate({x:.2f} {y:.2f}) scale({seen.scale:.3g})"
        place += f" rotate({tilt})" if tilt else ""
        run += _group(use, place, seen.opacity * opacity / OPACITY_LEVELS)
    return out + _blurred(run, run_step, defs)


def _blurred(markup: str, step: int, defs: Defs) -> str:
    if not markup or step == 0:
        return markup
    sigma = step * _BLUR_STEP_PX
    whole = (-40, -40, WIDTH + 80, HEIGHT + 80)
    name = defs.define(f"blur {step}", svg.blur("{id}", sigma, whole))
    return f'<g filter="url(#{name})">{markup}</g>'


def _trails(item: Trails, defs: Defs, theme: Theme) -> str:
    out = ""
    columns = (item.rig, item.x, item.y, item.angle, item.length, item.opacity)
    for which, x, y, angle, length, opacity in zip(*(c.tolist() for c in columns), strict=True):
        use = _use(_symbol_of(TRAIL_RIGS[which], defs, theme))
        stretch = f"scale({length / _TRAIL_LENGTH_PX:.3g} {_TRAIL_WIDTH})"
        out += _group(
            use, f"translate({x:.2f} {y:.2f}) rotate({angle}) {stretch}", opacity / OPACITY_LEVELS
        )
    return _group(out, "", blend=_blend(theme)) if out else ""


# ---- parts and whole rigs


def _sprite(item: Sprite, defs: Defs, theme: Theme) -> str:
    place = f"translate({item.x:.2f} {item.y:.2f}) rotate({item.angle:.2f}) "
    if item.part:
        markup = part_markup(item.rig, item.part, item.shape)
        name = f"part {item.rig} {item.part} {item.shape}"
        px, py = rig(item.rig).pivot(item.part)
        place += f"scale({item.scale:.4g}) translate({-px:g} {-py:g})"
    else:
        markup = rig_markup(item.rig, item.pose)
        name = f"rig {item.rig} {item.pose}"
        place += f"scale({item.scale:.4g} {-item.scale if item.mirror else item.scale:.4g})"
    symbol = defs.symbol(name, theme.sprite(item.rig, markup), shared=item.rig)
    return _group(_use(symbol), place, item.opacity, _blend(theme) if item.additive else "")


def _each(item: Sprites) -> list[Sprite]:
    """Sprites alike, one by one."""
    like, columns = item.like, (item.x, item.y, item.opacity / OPACITY_LEVELS)
    return [
        like._replace(x=like.x + x, y=like.y + y, opacity=like.opacity * seen)
        for x, y, seen in zip(*(c.tolist() for c in columns), strict=True)
    ]


# ---- flat things


def _wash(whole: str, colour: str, opacity: float, blend: str = "") -> str:
    rect = f'<rect {whole} fill="{colour}"/>'
    return _group(rect, "", opacity, blend) if opacity > 0 else ""


def _dim(item: Dim, theme: Theme, whole: str) -> str:
    paler = item.strength * (1.0 - theme.number("focus.saturation"))
    darker = item.strength * (1.0 - theme.number("focus.brightness"))
    return _wash(whole, "#808080", paler, "saturation") + _wash(whole, colour("focus.toward"), darker)


def _flat(item: vector.Flat, defs: Defs, theme: Theme) -> str:
    plain, x, y = vector.at_origin(item)
    use = _use(defs.symbol(f"{plain}", vector.drawing(plain).markup))
    lit = isinstance(item, vector.Glow)
    return _group(use, f"translate({x:.2f} {y:.2f})", item.opacity, _blend(theme) if lit else "")


def _revealed(item: Curve | Shades, markup: str, defs: Defs) -> str:
    """What is shown as far as its `reveal_x`."""
    cut = f'<clipPath id="{{id}}"><rect width="{item.reveal_x:.2f}" height="{_FAR}"/></clipPath>'
    clip = defs.define(f"clip {item.reveal_x:.2f}", cut)
    inside = f'<g clip-path="url(#{clip})">{defs.scoped(markup)}</g>'
    return _group(inside, f"translate(0 {item.shift_y:.2f})" if item.shift_y else "", item.opacity)


# ---- words


def _text(item: Text, defs: Defs) -> str:
    """The line's letters, with its words for who cannot see them."""
    line = _line(item, defs)
    under = ""
    if item.outline:
        look = f'fill="{item.outline}" stroke="{item.outline}" stroke-linejoin="round"'
        under = f'<g {look} opacity="{vector.OUTLINE_OPACITY}">{line}</g>'
    words = svg.escape(item.text).replace('"', "&quot;").replace("@", "&#64;")
    return _group(
        f'<g role="img" aria-label="{words}">{under}<g fill="{item.colour}">{line}</g></g>',
        f"translate({type.start_x(item):.2f} {item.y:.2f})",
        item.opacity,
    )


def _line(item: Text, defs: Defs) -> str:
    out = ""
    for one in vector.letters_of(item):
        if path := outline(*one.glyph).path:
            (face, weight, number), zoom = one.glyph, one.zoom
            name = defs.define(
                f"letter {face.file.name} {face.number} {weight} {number}",
                f'<path id="{{id}}" d="{path}"/>',
            )
            edge = f' stroke-width="{vector.OUTLINE_WIDTH / zoom:.4g}"' if item.outline else ""
            place = f"translate({one.x:.2f} {one.y:.2f}) scale({zoom:.5g} {-zoom:.5g})"
            out += f'<use href="#{name}" transform="{place}"{edge}/>'
    return out
