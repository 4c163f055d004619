"""The page's own words, in English; a language has them among its words on screen, as the window's."""

ON_THE_PAGE = (
    "Play or pause", "One frame back", "One frame on", "Five seconds back", "Five seconds on",
    "One second back", "One second on", "Event before", "Next event", "Sentence before", "Next sentence",
    "Chapter before", "Next chapter", "To the start", "To the end", "Slower", "Faster", "Normal speed",
    "Quieter", "Louder", "Sound off or on", "Captions off or on", "Full screen", "Keys", "Space", "Home",
    "End", "Speed", "Search", "Nothing has these words", "Events", "Being made ready", "Transcript",
    "Language", "High contrast", "Position", "Close", "Follow one {ion}", "Crossings", "Channels",
    "Inactivation", "Pumps", "Phases", "Synapses", "Membrane potential", "at {ms} ms",
    "Questions", "Right", "Not so", "Hear it", "{done} of {all} right",
)  # fmt: skip
