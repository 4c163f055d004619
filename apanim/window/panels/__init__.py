"""The widgets of the window: strip, side panel, menus, tooltips and notes."""

from apanim.window.panels.panels import WindowPanels
from apanim.window.panels.settings import Settings
from apanim.window.panels.widget_places import strip_height

__all__ = ["Settings", "WindowPanels", "strip_height"]
