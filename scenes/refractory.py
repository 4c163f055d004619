"""Why a spike cannot follow at once: the absolute and the relative refractory period, and all or none."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("refractory", title="The refractory period")
TAG = "REFRACTORY PERIOD"


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, na_channels=8, k_channels=6, pumps=1, ions=900, quantum=240, seed=18)
    rest_h, rest_n = patch.value_at("h", patch.crest), patch.value_at("n", patch.crest)

    s.trace(patch, window_ms=14, before_ms=0.3, bands="refractory")
    s.title("No second spike", tag=TAG)
    s.stimulate(patch, 1.25 * THRESHOLD)
    first = patch.voltage_at(patch.peak)
    absolute = patch.absolute_refractory
    s.measure(absolute=absolute)
    late = absolute > patch.phase_lasts("rising").plus(1)
    harder = patch.second_pulse_threshold(4.0) > 1.2
    h_at, n_at = patch.value_at("h", patch.trough), patch.value_at("n", patch.trough)
    s.say("refractory_again", until=patch.falls_through(-50))
    s.stimulate(patch, 2 * THRESHOLD)
    with s.slow(ms_per_s=0.12):
        s.say("refractory_nothing", claim=patch.voltage_at(patch.crest) < 0)
        s.say("refractory_absolute", claim=late)

    s.title("A harder second spike", tag=TAG)
    with s.slow(ms_per_s=0.2):
        s.say("refractory_relative", claim=harder)
        s.say("refractory_why", claim=[])
    s.stimulate(patch, 2.5 * THRESHOLD)
    s.say("refractory_fires", until=patch.peak, claim=patch.voltage_at(patch.peak) > 0)

    s.title("All or none", tag=TAG)
