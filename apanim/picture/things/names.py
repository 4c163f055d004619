"""What things are called, by what one sees of them: "the second Na⁺ channel from the left"."""

from apanim.particles.proteins import Kind, protein
from apanim.picture.things.targets import Targets
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_SYNAPSES = {
    "left": "the left synapse", "upper": "the upper synapse", "right": "the right synapse",
    "lower": "the lower synapse", "inhibitory": "the inhibitory synapse",
}  # fmt: skip
_SECTIONS = {
    "soma": "the cell body", "hillock": "the axon hillock", "initial segment": "the initial segment",
}  # fmt: skip


def called(timeline: Timeline, name: str, shown: Targets | None = None) -> str:
    """A protein, a synapse or a compartment in the language of the timeline.

    Where several proteins of a kind are `shown`, it is told which one it is.
    """
    kind, _, which = name.partition(" ")
    match kind:
        case "protein":
            return _protein(timeline, int(which), shown)
        case "synapse":
            return timeline.word(_SYNAPSES.get(which, "a synapse"))
        case "compartment" if isinstance(timeline.plan, CablePlan):
            return _compartment(timeline, timeline.plan, int(which))
    return name


def _protein(timeline: Timeline, row: int, shown: Targets | None) -> str:
    layout = timeline.patch_setup.layout
    kind = int(layout.kind[row])
    rows = set[int]()
    if shown is not None:
        rows = {int(name.split()[1]) for name in shown.in_sight("protein")}
    alike = sorted(other for other in rows if layout.kind[other] == kind)  # a layout runs left to right
    if len(alike) < 2 or row not in alike or len(alike) > len(_NTH):
        return _filled(timeline, "the {thing}", kind)
    return _filled(timeline, f"the {_NTH[alike.index(row)]} {{thing}} from the left", kind)


def _filled(timeline: Timeline, phrase: str, kind: int) -> str:
    """`phrase` with the name of a protein; a language may have it otherwise for pumps."""
    words = protein(kind).words
    whole = phrase.replace("{thing}", words)
    if kind == Kind.PUMP and timeline.word(whole) != whole:
        return timeline.word(whole)
    return timeline.word(phrase).replace("{thing}", timeline.word(words))


def _compartment(timeline: Timeline, plan: CablePlan, row: int) -> str:
    name = section_of(plan, row)
    if name in _SECTIONS:
        return timeline.word(_SECTIONS[name])
    if name.startswith("dendrite"):
        return timeline.word("a dendrite")
    if name.startswith("terminal"):
        number = int(name.split()[-1])
        return timeline.word(f"the {_NTH[number - 1]} axon terminal from the top")
    mm = f"{plan.tree.x_um[row] / 1000:.2f}"
    return timeline.word("the axon, {mm} mm along").replace("{mm}", mm)


def section_of(plan: CablePlan, row: int) -> str:
    """The section that a compartment belongs to."""
    first = 0
    for section in plan.sections:
        if row < first + section.compartments:
            return section.name
        first += section.compartments
    raise IndexError(f"compartment {row} is beyond the cable's {first}")
