"""The widgets' signs, on a field of 24 x 24 with strokes of 2; INK is the colour that they are asked in."""
# ruff: noqa: E501  (a path is a path)

_FULL = 'fill="INK"'

ICONS = {
    "blank": "",
    "play": f'<path d="M8 5.2v13.6a.6.6 0 0 0 .9.5l11-6.8a.6.6 0 0 0 0-1l-11-6.8a.6.6 0 0 0-.9.5z" {_FULL}/>',
    "pause": f'<rect x="6" y="5" width="3.6" height="14" rx="1" {_FULL} stroke-width="1"/>'
    f'<rect x="14.4" y="5" width="3.6" height="14" rx="1" {_FULL} stroke-width="1"/>',
    "previous": f'<path d="M18 6.5v11l-9-5.5z" {_FULL}/><path d="M6 6v12"/>',
    "next": f'<path d="M6 6.5v11l9-5.5z" {_FULL}/><path d="M18 6v12"/>',
    "captions": '<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M7 11h5M15 11h2M7 15h2.5M12.5 15h4.5"/>',
    "captions_off": '<rect x="3" y="5" width="18" height="14" rx="2.5" stroke-opacity=".55"/>'
    '<path d="M7 11h5M15 11h2M7 15h2.5M12.5 15h4.5" stroke-opacity=".55"/><path d="M4 21 20 3"/>',
    "sound": f'<path d="M4 9.5v5h3.2L12 18.6V5.4L7.2 9.5z" {_FULL} stroke-width="1.6"/>'
    '<path d="M15.5 9a4.2 4.2 0 0 1 0 6M18.2 6.4a8 8 0 0 1 0 11.2"/>',
    "sound_low": f'<path d="M4 9.5v5h3.2L12 18.6V5.4L7.2 9.5z" {_FULL} stroke-width="1.6"/>'
    '<path d="M15.5 9a4.2 4.2 0 0 1 0 6"/>',
    "sound_off": f'<path d="M4 9.5v5h3.2L12 18.6V5.4L7.2 9.5z" {_FULL} stroke-width="1.6"/>'
    '<path d="m16 9.5 5 5M21 9.5l-5 5"/>',
    "sounds": '<path d="M3 12h2.2l1.7-5 3 11 3.2-14 3 11.5 1.7-3.5H21"/>',
    "sounds_off": '<path d="M3 12h2.2l1.7-5 3 11 3.2-14 3 11.5 1.7-3.5H21" stroke-opacity=".55"/><path d="M4 21 20 3"/>',
    "chapters": '<path d="M9 6h11M9 12h11M9 18h11"/><path d="M4.5 6h.01M4.5 12h.01M4.5 18h.01" stroke-width="3"/>',
    "panels": '<rect x="3" y="4.5" width="18" height="15" rx="2.5"/><path d="M14.5 4.5v15"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.4 9.3a2.7 2.7 0 0 1 5.2.9c0 1.8-2.6 2.4-2.6 3.8"/>'
    '<path d="M12 17.2h.01" stroke-width="2.6"/>',
    "full": '<path d="M8.5 4H5a1 1 0 0 0-1 1v3.5M15.5 4H19a1 1 0 0 1 1 1v3.5M8.5 20H5a1 1 0 0 1-1-1v-3.5'
    'M15.5 20H19a1 1 0 0 0 1-1v-3.5"/>',
    "window": '<path d="M4 8.5h3.5a1 1 0 0 0 1-1V4M20 8.5h-3.5a1 1 0 0 1-1-1V4M4 15.5h3.5a1 1 0 0 1 1 1V20'
    'M20 15.5h-3.5a1 1 0 0 0-1 1V20"/>',
    "try": '<path d="M9.5 3.5h5M10.5 3.5v5.8L5.2 18a1.7 1.7 0 0 0 1.5 2.6h10.6a1.7 1.7 0 0 0 1.5-2.6l-5.3-8.7V3.5"/>'
    '<path d="M7.6 15h8.8"/>',
    "back": '<path d="M9 6 4 11l5 5"/><path d="M4.5 11H15a5 5 0 0 1 5 5v2.5"/>',
    "more": '<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.4"/>',
    "close": '<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>',
    "check": '<path d="m5 12.5 4.6 4.6L19 7.5"/>',
    "speed": '<path d="M4.6 17.5a8.8 8.8 0 1 1 14.8 0"/><path d="m12 13.5 4-4.5"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.6 15.6 4.4 4.4"/>',
    "controls": '<path d="M4 7h9M18.5 7H20M4 17h2.5M12 17h8"/><circle cx="15.7" cy="7" r="2.6"/><circle cx="9.2" cy="17" r="2.6"/>',
    "plots": '<path d="M4 4v15a1 1 0 0 0 1 1h15"/><path d="M7.5 15.5c2.5 0 2.6-9 4.5-9s2 10 3.6 10 1.8-1.6 4-1.6"/>',
    "events": f'<path d="M4 12h16"/><circle cx="8" cy="12" r="2.4" {_FULL}/><circle cx="16" cy="12" r="2.4" {_FULL}/>'
    '<path d="M8 5v3M16 16v3"/>',
    "transcript": '<path d="M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9.5A1.5 1.5 0 0 1 19 17h-6.5L8 20.5V17H5a1.5 1.5 0 0 1-1.5-1.5V6'
    'A1.5 1.5 0 0 1 5 4.5z"/><path d="M7.5 9h9M7.5 12.7h6"/>',
    "thing": '<circle cx="12" cy="12" r="4.2"/><path d="M12 2.8v3M12 18.2v3M2.8 12h3M18.2 12h3"/>',
    "experiments": '<path d="M5 20V9.5M12 20V4M19 20v-7"/><path d="M3 20h18"/>',
    "mark": f'<circle cx="12" cy="12" r="4" {_FULL}/>',
    "loop": '<path d="M17 3.5 20.5 7 17 10.5"/><path d="M20 7H8a4.5 4.5 0 0 0-4.5 4.5M7 20.5 3.5 17 7 13.5"/>'
    '<path d="M4 17h12a4.5 4.5 0 0 0 4.5-4.5"/>',
    "save": '<path d="M5 4h11l4 4v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z"/><path d="M8 4v5h7V4M8 20v-6h8v6"/>',
}
