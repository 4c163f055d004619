"""One good file of each sort that an author writes, to be damaged."""

HEAD = """from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("small", title="A small scene")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, ions=200)
"""
BODY = """    s.title("A spike", tag="MY LECTURE")
    spike = s.stimulate(patch, 1.3 * THRESHOLD)
    s.measure(peak=patch.at(spike.peak).V)
    s.say("peak", until=spike.peak, claim=patch.at(spike.peak).V > 0)
    s.wait(0.2)
"""
SCENE = HEAD + BODY
WORDS = """[language]
code = "en-GB"
name = "English"
pace = 1.0

[lexicon]
"mV" = "millivolts"
"−" = "minus"
"+" = "plus"

[glossary]
polarised = "With a voltage across it."

[screen]
"A spike" = "A spike"

[cues.peak]
text = "It <up>rises to {peak:mV}."
say = "It <up>climbs to {peak:mV}."
terms = ["polarised"]

[cues.hello]
text = "At rest the membrane sits still."
"""
LECTURE = """[lecture]
name = "evening"
title = "An evening lecture"
parts = ["welcome", "small", "opening: 1"]
extras = ["pump"]

[cards.welcome]
title = "How a nerve cell fires"
tag = "Institute of Physiology"
lines = ["Physiology I", "Dr A. Example"]
"""
SETUP = """apanim = "lab"
version = 1
title = "Two pulses"
until_s = 3.0

[start]
set = "membrane"

[[do]]
at_s = 0.0
what = "pace"
ms_per_s = 1.0

[[do]]
at_s = 1.0
what = "stimulate"
times_threshold = 1.5
length_ms = 0.5
again_ms = 4.0

[[do]]
at_s = 1.5
what = "drug"
na_left = 0.5
k_left = 1.0

[experiment]
number = 1
measure = "height_mV"
of_s = [1.0, 3.0]
cuts = [10.0, 80.0]

[experiment.en]
title = "Two pulses"
look_for = "What the second one does."
question = "How tall is the spike?"
choices = ["Small", "Half as tall", "Whole"]
because = "V rises {value:mV}."
"""
COURSE = """apanim = "batch"
version = 1
folder = "course"

[films.lectures]
scenes = ["small.py"]
languages = ["en"]
presets = ["draft"]
formats = ["gif"]
voice = "silent"
captions = "burned"
theme = "light"
text_size = "normal"
reduced_motion = true
sounds = false
"""
THEME = """logo = "logo.svg"

[text]
ink = "#102030"

[light]
depolarised = ["#FFD684", "#FFB22E", "#FF9A1E"]
band_opacity = [0.55, 0.55]

[themes.house]
canvas.light = "added"
text.ink = "#FFFFFF"
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" fill="#f00"/></svg>'
)
MEMBRANE = """from dataclasses import replace
from apanim.physics.textbook import TEXTBOOK

LOW = replace(TEXTBOOK, name="low", g_na_mS_cm2=90.0, temperature_C=30.0)
"""
QUESTIONS = """[peak.sign]
claim = "V at the peak > *"
cuts = [-5, 5]
en = ["At its peak the inside is ...", "negative", "at zero", "positive"]
"""
SETTINGS = """{
 "panels": ["plots", "events"],
 "side": true,
 "volume": 0.5,
 "muted": false,
 "captions": true,
 "sounds": true
}
"""
