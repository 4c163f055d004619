"""A stretch loses its myelin, turn by turn: the spike comes later, and then not at all."""

from apanim.script import Scene

scene = Scene("myelin_lost", title="Where myelin is lost")
TAG = "MYELIN LOST"


@scene.script
def script(s):
    axon = s.axon(myelinated=True)
    (lane,) = axon.lanes
    end = lane.at(1.0)
    gap = lane.at(0.37), lane.at(0.63)

    def rests():
        with s.slow(ms_per_s=18.0):
            s.wait(0.9)

    s.title("In multiple sclerosis", tag=TAG)
    run = s.stimulate(axon)
    whole = run.delay(end)
    s.measure(whole=whole)
    s.say("lost_ask", until=run.passes(end), of=lane.whole, claim=whole < 2)
    rests()

    s.title("Three turns left", tag=TAG)
    s.camera.punch_in((0.52, 0.462), scale=1.45, seconds=2.4)
    s.say(
        "lost_three",
        at={"go": lambda: s.change(axon, "myelin", 3, within=gap)},
        label=[(lane.sheath, "myelin lost")],
    )
    run = s.stimulate(axon)
    late = run.delay(end)
    s.measure(late=late)
    s.say(
        "lost_leaks",
        until=run.passes(lane.node(10)),
        of=lane.sheath,
        label=[(lane.sheath, "thin wall")],
        claim=run.speed(lane.node(6), lane.node(10)) < run.speed(lane.node(1), lane.node(5)).times(0.6),
    )
    s.camera.back(seconds=2.4)
    s.say("lost_late", until=run.passes(end), of=lane.whole, claim=[late > whole.times(1.3), late < 4])
    rests()

    s.title("One turn left", tag=TAG)
    s.change(axon, "myelin", 1, within=gap)
    run = s.stimulate(axon)
    later = run.delay(end)
    s.measure(later=later)
    s.say(
        "lost_one",
        until=run.passes(end),
        of=lane.whole,
        label=[(lane.sheath, "one turn left")],
        claim=[later > late.times(1.4), lane.turns(7).near(1, 0.1)],
    )
    rests()

    s.title("None left: what do you expect?", tag=TAG)
    s.change(axon, "myelin", 0, within=gap)
    run = s.stimulate(axon)
    stays = run.peak(lane.node(8), within_ms=6)
    s.measure(stays=stays, rest=axon.rest)
    with s.slow(ms_per_s=0.05):
        s.say("lost_guess", of=lane.sheath, label=[(lane.sheath, "bare")], pause_s=1.2)
    s.camera.punch_in((0.46, 0.462), scale=1.45, seconds=3.0)
    s.say(
        "lost_block",
        until=run.crest(lane.node(8)),
        label=[(lane.front, "fades here")],
        claim=[run.peak(lane.node(12), within_ms=8) < -60, run.peak(lane.node(4), within_ms=4) > 20],
    )
    rests()
    run = s.stimulate(axon)
    s.say(
        "lost_why",
        until=run.crest(lane.node(8)),
        label=[(lane.node(8), "below threshold")],
        claim=[stays < -30, run.peak(lane.node(5), within_ms=6) > 0],
    )
    s.camera.back(seconds=1.8)
    with s.slow(ms_per_s=1.0):
        s.wait(1.9)
