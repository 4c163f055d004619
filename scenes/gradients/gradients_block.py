"""Still more K+ outside: the membrane fires by itself, and then, with more, it cannot fire at all."""

from apanim.physics.perturb import with_concentrations
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("gradients_block", title="Too near")
TAG = "GRADIENTS"

FIRST_MM, FIRES_MM, SILENT_MM = 8.0, 14.0, 25.0  # of K+ outside
RUN_MS, SILENT_MS = 60.0, 40.0
PULSE_UA_CM2 = 300.0  # four times what fires the membrane at rest


@scene.script
def script(s):
    patch = s.membrane(
        with_concentrations(TEXTBOOK, k_out_mM=FIRST_MM),
        row="spike", na_channels=13, k_channels=7, pumps=3, ions=900, quantum=20000,
    )  # fmt: skip

    s.title("More still", tag=TAG)
    s.trace(patch, window_ms=RUN_MS, before_ms=2, place="stage", lanes=True)
    with s.slow(ms_per_s=0.5):
        s.say("gradients_more", highlight=patch.ions, pause_s=1.2)
    begun = s.change(patch, "k_out_mM", FIRES_MM)
    s.measure(fires_mM=patch.concentration("k", "out"))
    first = patch.at(begun.peak)
    s.say("gradients_itself", until=begun.after(20), of="V", claim=first.V > 0)
    second = patch.at(patch.from_now.peak)
    with s.slow(ms_per_s=6.0):
        s.say("gradients_again", of="V", claim=[second.V > 0, second.t > first.t.plus(5)])

    s.title("And more", tag=TAG)
    s.trace(patch, window_ms=SILENT_MS, before_ms=10, place="stage", lanes=True)
    with s.slow(ms_per_s=1.0):
        s.say("gradients_guess_more", of="V", pause_s=1.2)
    silent = s.change(patch, "k_out_mM", SILENT_MM)
    s.measure(silent_mM=patch.concentration("k", "out"), stays=silent.rest)
    late = patch.at(silent.after(22))
    s.say(
        "gradients_silent",
        until=silent.after(20),
        of="V",
        claim=[late.V < silent.rest.plus(8), late.V > silent.rest.plus(-8), late.V < -20],
    )
    pulse = s.stimulate(patch, PULSE_UA_CM2)
    with s.slow(ms_per_s=1.0):
        s.say(
            "gradients_inactive",
            highlight=patch.na_channels,
            label=[(patch.inactivated_channel, "inactivated")],
            claim=[late.h < 0.1, patch.at(pulse.after(3)).V < 0],
        )
    s.trace(patch, window_ms=SILENT_MS / 2, before_ms=1, place="stage", lanes=True)
    once_more = s.stimulate(patch, PULSE_UA_CM2)
    with s.slow(ms_per_s=2.0):
        s.say("gradients_called", of="V", claim=patch.at(once_more.after(8)).V < -10)
        s.wait(0.5)
