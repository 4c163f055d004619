"""Why: charge is lost on bare membrane only, and the spike is made anew from node to node."""

from apanim.script import Scene

scene = Scene("myelin_leaps", title="From node to node")
TAG = "MYELIN"


@scene.script
def script(s):
    axon = s.axon(myelinated=True)
    (lane,) = axon.lanes
    s.title("What myelin is", tag=TAG)
    s.camera.punch_in((0.42, 0.462), scale=1.45, seconds=4.0)
    s.measure(turns=lane.turns(6))
    s.say(
        "leaps_turns",
        label=[(lane.sheath, "myelin")],
        claim=lane.turns(6).between(10, 40),
    )
    s.title("Nodes", tag=TAG)
    s.camera.punch_in((0.36, 0.462), scale=1.45, seconds=4.0)
    s.say("leaps_nodes", label=[(lane.node(5), "node of Ranvier")])

    s.title("Charge runs ahead", tag=TAG)
    with s.slow(ms_per_s=0.3):
        run = s.stimulate(axon)
        s.until(run.passes(lane.node(4)))
    entering, onward = run.peak(lane.node(5), within_ms=3), run.peak(lane.node(9), within_ms=4)
    in_turn = axon.at(run.passes(lane.node(5))).t < axon.at(run.passes(lane.node(6))).t
    s.camera.punch_in((0.43, 0.462), scale=1.45, seconds=6.0)
    s.say(
        "leaps_enters",
        until=run.passes(lane.node(5)),
        label=[(lane.node(5), "Na⁺ enters")],
        claim=[entering > 20, axon.rest.near(-70, 1)],
    )
    s.say(
        "leaps_little",
        until=run.passes(lane.node(6)),
        label=[(lane.internode(5), "little is lost")],
        claim=[in_turn, run.arriving(lane.node(5), lane.internode(5), within_ms=3) > 0.9],
    )
    s.say(
        "leaps_next",
        until=run.passes(lane.node(7)),
        label=[(lane.node(6), "fires too")],
        claim=onward > entering.plus(-4),
    )
    s.title("Saltatory conduction", tag=TAG)
    s.camera.back(seconds=3.0)
    s.say("leaps_name", until=run.passes(lane.node(10)), of=lane.whole, claim=in_turn)
    active = lane.firing(run.passes(lane.node(12)))
    s.measure(active=active)
    s.say(
        "leaps_many",
        until=run.passes(lane.node(12)),
        of="picture",
        claim=active > 2,
    )
    with s.slow(ms_per_s=2.0):
        s.wait(1.0)
