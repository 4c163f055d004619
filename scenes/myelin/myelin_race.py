"""Two axons of one width on one clock, one of them wrapped in myelin: which spike comes first?"""

from apanim.script import Fibre, Scene

scene = Scene("myelin_race", title="A race")
TAG = "MYELIN"


@scene.script
def script(s):
    axons = s.axons(bare=Fibre(turns=0), myelinated=Fibre())
    bare, wrapped = axons.lanes
    s.camera.arrive(at=(0.5, 0.479), scale=1.12, seconds=3.0)
    s.title("Two axons of one width", tag=TAG)
    s.say(
        "myelin_two",
        of=[bare.whole, wrapped.whole],
        label=[(wrapped.sheath, "myelin")],
        claim=[axons.rest.near(-70, 1), wrapped.turns(5) > 10],
    )
    s.title("Which comes first?", tag=TAG)
    with s.slow(ms_per_s=0.012):
        run = s.say(
            "myelin_guess",
            of=[bare.whole, wrapped.whole],
            at={"now": lambda: s.stimulate(axons)},
            pause_s=1.6,
        )["now"]

    fast, slow = run.speed(wrapped.node(4), wrapped.node(12)), run.speed(bare.at(0.25), bare.at(0.75))
    arrives, arrived = run.passes(wrapped.at(1.0)), run.delay(wrapped.at(1.0))
    behind = bare.come(arrives)
    s.measure(fast=fast, slow=slow, arrived=arrived, behind=behind, ratio=fast.share_of(slow))
    s.measure(bare_ms=run.delay(bare.at(1.0)))
    s.say(
        "myelin_ahead",
        until=run.passes(wrapped.at(0.62)),
        of=wrapped.whole,
        claim=[fast.between(1.8, 2.5), run.peak(wrapped.node(8), within_ms=4) > 30],
    )
    s.say(
        "myelin_arrives",
        until=arrives,
        hold=True,
        of=[wrapped.whole, bare.whole],
        claim=[arrived < 2, behind.between(100, 800)],
    )
    s.title("The bare one crawls", tag=TAG)
    s.say(
        "myelin_bare",
        until=run.passes(bare.at(0.8)),
        of=bare.whole,
        claim=[slow.near(0.4, 0.1), run.delay(bare.at(1.0)) > 6],
    )
    s.say(
        "myelin_ratio",
        until=run.passes(bare.at(1.0)),
        of=[bare.whole, wrapped.whole],
        claim=fast.share_of(slow).between(4, 8),
    )
    s.wait(0.6)
