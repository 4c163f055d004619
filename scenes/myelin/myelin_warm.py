"""A little warmth blocks the axon that has only just conducted; the whole one it makes faster."""

from apanim.script import Fibre, Scene

scene = Scene("myelin_warm", title="In a hot bath")
TAG = "MYELIN LOST"
WARM_C, BODY_C = 39.0, 37.0


@scene.script
def script(s):
    axons = s.axons(healthy=Fibre(), damaged=Fibre())
    healthy, damaged = axons.lanes
    end, gap = damaged.at(1.0), (damaged.at(0.37), damaged.at(0.63))
    s.change(axons, "myelin", 1, within=gap)
    s.measure(body=axons.temperature)

    s.title("At body temperature", tag=TAG)
    cool = s.stimulate(axons)
    cool_ms, healthy_ms = cool.delay(end), cool.delay(healthy.at(1.0))
    s.measure(cool_ms=cool_ms, healthy_ms=healthy_ms)
    s.say(
        "warm_body",
        until=cool.passes(end),
        of=[healthy.whole, damaged.whole],
        label=[(damaged.sheath, "one turn left")],
        claim=[cool_ms.between(3, 6), healthy_ms < 2],
    )
    with s.slow(ms_per_s=18.0):
        s.wait(0.9)

    s.title("Two degrees warmer: what do you expect?", tag=TAG)
    s.change(axons, "temperature_C", WARM_C)
    s.measure(warm=axons.temperature)
    warm = s.stimulate(axons)
    with s.slow(ms_per_s=0.03):
        s.say("warm_guess", of=[healthy.whole, damaged.whole], pause_s=1.4)
    s.say(
        "warm_healthy",
        until=warm.passes(healthy.at(1.0)),
        of=healthy.whole,
        claim=[warm.delay(healthy.at(1.0)) < healthy_ms, axons.temperature.near(39, 0.5)],
    )
    s.say(
        "warm_block",
        until=warm.crest(damaged.node(9)),
        of=damaged.whole,
        label=[(damaged.front, "fades here")],
        claim=[
            warm.peak(damaged.node(12), within_ms=8) < -50,
            warm.peak(damaged.node(5), within_ms=5) > 0,
        ],
    )
    brief, longer = (one.time_above(damaged.node(3)) for one in (warm, cool))
    with s.slow(ms_per_s=18.0):
        s.wait(0.9)
    warm = s.stimulate(axons)
    s.say("warm_why", until=warm.crest(damaged.node(9)), of=damaged.whole, claim=brief < longer)
    with s.slow(ms_per_s=18.0):
        s.wait(0.9)

    s.title("Cooled again", tag=TAG)
    s.change(axons, "temperature_C", BODY_C)
    again = s.stimulate(axons)
    s.say("warm_again", until=again.passes(end), of=damaged.whole, claim=again.delay(end).near(4.1, 1))
    with s.slow(ms_per_s=18.0):
        s.wait(0.9)
    last = s.stimulate(axons)
    s.say("warm_bath", until=last.passes(healthy.at(0.9)), of="picture")
    s.say("warm_end", until=last.passes(end), of="picture", claim=healthy_ms.times(2) < cool_ms)
    s.wait(0.6)
