"""Less Na+ outside: rest is hardly another, and the spike is smaller."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("gradients_sodium", title="Less sodium outside")
TAG = "GRADIENTS"

LESS_MM = 50.0  # of Na+ outside, where there were 145
PULSE = 1.8
SETTLES_MS = 30.0
STAGE = {"window_ms": 12, "before_ms": 0.5, "place": "stage", "lanes": True}


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=3, ions=900, quantum=1600)
    usual = patch.rest

    s.title("Sodium as it is", tag=TAG)
    s.trace(patch, lines=["E_Na"], **STAGE)
    spike = s.stimulate(patch, PULSE * THRESHOLD)
    peak = patch.at(spike.peak)
    s.measure(peak=peak.V, e_na_usual=patch.e_na)
    s.say("gradients_full", until=spike.trough, of="V", claim=[peak.V > 0, peak.V < patch.e_na])
    with s.slow(ms_per_s=20):
        s.wait(0.7)

    s.title("A third of the sodium", tag=TAG)
    bars = s.bars(patch, ions=("na",))
    low = s.change(patch, "na_out_mM", LESS_MM, at=patch.from_now.after(0.4))
    s.measure(less=low.concentration("na", "out"), low_rest=low.rest)
    with s.slow(ms_per_s=0.2):
        s.say("gradients_less", of="bars")
    bars.end()
    s.trace(patch, window_ms=SETTLES_MS, range_mV=(-80.0, -60.0), place="stage")
    s.say(
        "gradients_less_rest",
        until=low.after(SETTLES_MS - 4),
        of="V",
        claim=[low.rest > usual.plus(-4), low.rest < usual],
    )
    with s.slow(ms_per_s=0.3):
        s.say("gradients_less_guess", of="V", pause_s=1.5)

    s.trace(patch, lines=["E_Na"], ghost="all", **STAGE)
    again = s.stimulate(patch, spike.pulse.amplitude_uA_cm2)
    small = patch.at(again.peak)
    s.measure(small=small.V)
    s.say(
        "gradients_smaller",
        until=again.trough,
        of="V",
        claim=[small.V > 0, small.V < peak.V.plus(-15), small.V < patch.e_na],
    )
    with s.slow(ms_per_s=0.35):
        s.say(
            "gradients_drive",
            of="V",
            claim=[small.na_drive < peak.na_drive.plus(10), patch.e_na < peak.V.plus(15)],
        )
        s.say("gradients_squid", of="V", claim=again.lasts("rising") > spike.lasts("rising"))
        s.say("gradients_end", highlight=patch.ions, claim=usual.near(-70, 1))
        s.wait(0.5)
