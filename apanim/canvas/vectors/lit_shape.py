"""The neuron as vectors: discs of colour under a mask of its outline, lit by SVG's own lighting."""

import numpy as np

from apanim.canvas.vectors.defs import Defs
from apanim.picture import svg
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import LitShape, SoftLight
from apanim.picture.theme import Theme

_FRAME = f'filterUnits="userSpaceOnUse" x="0" y="0" width="{WIDTH}" height="{HEIGHT}"'
_MASK = f'maskUnits="userSpaceOnUse" x="0" y="0" width="{WIDTH}" height="{HEIGHT}"'
_WIDER = 1.3  # discs against their course, so that the mask has its edge
_FAINTEST = 6  # of 255: less light than this is left out
# The heights, light and gloss are those of canvas.body_light.
_LIT = (
    f'<filter id="{{id}}" {_FRAME} color-interpolation-filters="sRGB">'
    '<feGaussianBlur in="SourceAlpha" stdDeviation="8" result="near"/>'
    '<feGaussianBlur in="SourceAlpha" stdDeviation="40" result="far"/>'
    '<feComposite in="near" in2="far" operator="arithmetic" k2=".23" k3=".75" result="h"/>'
    '<feDiffuseLighting in="h" surfaceScale="62" diffuseConstant="1.12" lighting-color="#FFF" result="d">'
    '<feDistantLight azimuth="230" elevation="46"/></feDiffuseLighting>'
    '<feComposite in="SourceGraphic" in2="d" operator="arithmetic" k1="1.18" k2=".1" result="c"/>'
    '<feComposite in="c" in2="SourceAlpha" operator="in"/></filter>'
)
_MELT = (
    f'<filter id="{{id}}" {_FRAME}><feGaussianBlur stdDeviation="6.5"/><feComponentTransfer>'
    '<feFuncA type="linear" slope="14" intercept="-5.6"/></feComponentTransfer></filter>'
)


def body(item: LitShape, defs: Defs, theme: Theme) -> str:
    """The neuron in the colours of `item`."""
    shape = item.shape
    table = shape.scale.table(theme.rgbs(shape.scale.roles))
    tints = np.rint(table[item.levels] * (item.bright / 255.0)[:, None]).astype(int)
    discs = "".join(
        svg.circle(x, y, _WIDER * r + 4.0, f"#{red:02X}{green:02X}{blue:02X}")
        for x, y, r, (red, green, blue) in zip(shape.x, shape.y, shape.reach, tints.tolist(), strict=True)
    )
    melt = defs.define(f"{shape.name} melt", _MELT)
    lit = defs.define(f"{shape.name} lit", _LIT)
    outline = f'<g filter="url(#{melt})">{shape.melting}</g>{shape.fine}'
    mask = defs.define(f"{shape.name} outline", f'<mask id="{{id}}" {_MASK}>{outline}</mask>')
    return f'<g filter="url(#{lit})"><g mask="url(#{mask})">{discs}</g></g>'


def soft_light(item: SoftLight, defs: Defs) -> str:
    """The cells that are lit, blurred into one another."""
    rows, columns = item.strength.shape
    wide, high = WIDTH / columns, HEIGHT / rows
    blur = defs.define("soft light", svg.blur("{id}", wide * 0.7, (-60, -60, WIDTH + 120, HEIGHT + 120)))
    cells = "".join(
        f'<rect x="{c * wide:g}" y="{r * high:g}" width="{wide:g}" height="{high:g}" fill="{item.low}" '
        f'opacity="{item.strength[r, c] / 255:.2f}"/>'
        for r, c in np.argwhere(item.strength >= _FAINTEST).tolist()
    )
    return f'<g filter="url(#{blur})">{cells}</g>' if cells else ""
