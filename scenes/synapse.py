"""A synapse opens: transmitter opens pores that let both cations through, and the membrane depolarises."""

from apanim.physics.dendrite import SPINY_DENDRITE
from apanim.script import Scene

scene = Scene("synapse", title="A synapse opens")


@scene.script
def script(s):
    patch = s.membrane(
        SPINY_DENDRITE, na_channels=0, k_channels=0, ligand_channels=8, pumps=4, ions=1300, quantum=800
    )

    s.title("A synapse opens", tag="SIGNALS")
    with s.slow(ms_per_s=0.1):
        s.wait(0.8)
    epsp = s.release(patch)
    crest, most_open = patch.at(epsp.crest).V, patch.at(epsp.receptors_peak)
    k_out, na_per_k = epsp.k_through_receptors(epsp.crest), epsp.na_for_each_k(epsp.crest)
    with s.slow(ms_per_s=0.1):
        s.say(
            "synapse_binds",
            label=[(patch.transmitter, "transmitter")],
            claim=[
                most_open.receptors_open > 0.1,
                crest > patch.rest.plus(5),
                patch.molecules_to_open.near(2, 0),
            ],
        )
    with s.slow(ms_per_s=0.35):
        s.say(
            "synapse_both",
            highlight=patch.ligand_channels,
            forces=patch.ligand_stream,
            claim=[k_out > 0, na_per_k > 5, most_open.na_drive > most_open.k_drive.times(2)],
        )
    s.trace(patch, window_ms=10, before_ms=2, range_mV=(-75, -45), place="stage")
    s.say("synapse_depolarises", until=epsp.crest, of="V", claim=[crest > patch.rest.plus(8), crest < -50])
    with s.slow(ms_per_s=0.4):
        s.say("synapse_epsp", of="V", claim=[crest > patch.rest.plus(8), crest < -55])
        s.wait(0.5)
