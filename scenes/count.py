"""What one spike really moves: one ion followed, ions counted to scale, and where the K+ goes."""

from apanim.physics.cell import SOMA_20_UM
from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("count", title="What really moved")
TAG = "WHAT REALLY MOVED"


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, row="spike", na_channels=13, k_channels=7, pumps=4, ions=1400, quantum=260)
    s.title("One ion", tag=TAG)
    counter = s.counter(patch, cell=SOMA_20_UM, place="panel")
    with s.slow(0.2):
        s.wait(0.8)
    spike = s.stimulate(patch, 1.25 * THRESHOLD)
    entered, inside = spike.na_entered(SOMA_20_UM), patch.ions_inside("na", SOMA_20_UM)
    s.measure(
        na_million=entered.over(1e6, "million"),
        inside_billion=inside.over(1e9, "billion"),
        na_one_in=inside.share_of(entered),
        spread=spike.wandered("na"),
    )
    one = s.follow("na", "one Na⁺")
    s.camera.punch_in(patch.na_stream, scale=1.4, seconds=2.0)
    s.say("count_swapped", until=spike.peak, of=patch.na_channels, highlight=patch.na_channels)
    s.say("count_one", until=spike.trough, of=patch.na_stream, claim=spike.wandered("na").between(1, 10))
    one.end()

    s.title("Count the ions", tag=TAG)
    s.camera.back(seconds=1.5)
    with s.slow(ms_per_s=0.6):
        s.say(
            "count_entered",
            of="counter",
            claim=[entered > spike.ions_needed(SOMA_20_UM), inside > entered.times(100)],
        )
        counter.end()
        beads = s.beads(patch, spike)
        s.say(
            "count_scale",
            of="beads",
            pause_s=0.8,
            claim=[spike.na_gain(SOMA_20_UM) < 100, spike.k_loss(SOMA_20_UM) < 100],
        )
        beads.end()
        s.bars(patch, cell=SOMA_20_UM)
        s.say("count_back", label=[(patch.pump, "Na⁺/K⁺ pump")], claim=spike.k_left(SOMA_20_UM) > 0)
        s.say("count_many", of="bars", claim=patch.bench.spikes_to_lose(0.1, SOMA_20_UM) > 1000)
        s.wait(0.7)
