"""Our look for the one widget that pygame_gui draws itself: the field to write in."""

from typing import Any

from apanim.letters.faces import manrope
from apanim.picture.theme import mix
from apanim.window.panels import style
from apanim.window.panels.style import Style


def library_theme(s: Style) -> dict[str, Any]:
    """Colours, type, edges and radii, as pygame_gui's theme files have them."""
    face = str(manrope(600))
    font = {
        "name": "manrope",
        "size": str(max(6, round(style.TEXT * s.scale))),
        "regular_path": face,
        "bold_path": face,
    }
    ground = mix(style.GROUND, style.EDGE, 0.10)
    colours = {
        "dark_bg": ground,
        "normal_bg": ground,
        "normal_text": style.INK,
        "selected_text": style.GROUND,
        "selected_bg": style.EDGE,
        "normal_border": mix(style.GROUND, style.EDGE, 0.55),
        "focused_border": style.EDGE,
        "text_cursor": style.INK,
        "placeholder_text": style.QUIET,
        "placeholder_text_color": style.QUIET,
        "disabled_text": style.QUIET,
    }
    field = {
        "colours": {name: s.theme.hex(tint) for name, tint in colours.items()},
        "font": font,
        "misc": {
            "shape": "rounded_rectangle",
            "shape_corner_radius": str(s.px(8)),
            "border_width": str(s.px(1)),
            "shadow_width": "0",
            "padding": f"{s.px(8)},{s.px(4)}",
        },
    }
    return {"text_entry_line": field}
