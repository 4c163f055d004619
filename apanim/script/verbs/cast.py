"""Who is on stage: a patch of membrane, an axon or a neuron; and the checks of who is meant."""

from apanim.errors import UserError
from apanim.physics.altered import UNALTERED, Altered
from apanim.physics.dendrite import RECEPTORS_MS_CM2
from apanim.physics.measure.rest import resting
from apanim.physics.sets import MembraneSet
from apanim.script.actors.axon import Axon
from apanim.script.actors.cable import Site
from apanim.script.actors.moments import Moment
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.parts import Part, parts_of
from apanim.script.actors.patch import Patch
from apanim.world import Setup

Actor = Patch | Axon | Neuron


class Cast:
    """What stands on the stage; a scene shows one thing."""

    def __init__(self, altered: Altered | None = None) -> None:
        self._actor: Actor | None = None
        self._altered = altered or UNALTERED
        self.goes_on = altered is not None  # what was to come, and does not, is noted; see `miss`
        self.missed: list[str] = []  # since the last sentence
        self.view = ""  # the name of the view that draws it

    @property
    def actor(self) -> Actor:
        """Raises UserError before anything is on stage."""
        if self._actor is None:
            raise UserError(
                "nothing is on stage yet; begin with s.membrane(...), s.axon(...) or s.neuron()"
            )
        return self._actor

    def membrane(
        self, membrane: MembraneSet, *, na_channels: int = 8, k_channels: int = 6, pumps: int = 1,
        ions: int = 900, quantum: int = 100, seed: int = 1, ligand_channels: int = 0,
        receptors_mS_cm2: float = RECEPTORS_MS_CM2, row: str = "mixed", view: str = "membrane",
        begins_mV: float | None = None, area_um2: float = 0.0,
    ) -> Patch:  # fmt: skip
        """Put a patch of `membrane` on the stage, at rest, with these many of everything drawn.

        The picture holds ten proteins, in the order of `row`: "mixed", "channels", "leaks" or "rest"; what
        is beyond their number stands out of sight. It begins at `begins_mV` instead of its rest, if that is
        given. The drawn channels say how much membrane is seen, or else `area_um2` does.
        With `ligand_channels` it has receptors, which conduct `receptors_mS_cm2` when all are open.
        `view` names what draws it (see picture/views).
        """
        receptors = self._altered.receptors(receptors_mS_cm2) if ligand_channels else 0.0
        setup = Setup(
            resting(self._altered.membrane(membrane)), na_channels, k_channels, pumps, ions, quantum, seed,
            ligand_channels=ligand_channels, receptors_mS_cm2=receptors, row=row,
            begins_mV=begins_mV, stands_for_um2=area_um2,
        )  # fmt: skip
        patch = Patch(setup)
        self._enter(patch, view)
        return patch

    def axon(
        self, *, length_um: float = 2600.0, diameter_um: float = 1.0,
        window_um: tuple[float, float] = (600.0, 2000.0), view: str = "axon",
    ) -> Axon:  # fmt: skip
        """Put a bare axon on the stage, at rest, of which the stretch `window_um` is seen cut open."""
        axon = Axon(length_um, diameter_um, window_um, self._altered)
        self._enter(axon, view)
        return axon

    def neuron(self, *, view: str = "neuron") -> Neuron:
        """Put the whole neuron on the stage, at rest, with its synapses."""
        neuron = Neuron(self._altered)
        self._enter(neuron, view)
        return neuron

    def time_ns(self, moment: Moment) -> int:
        """Model time of a moment that is to come. Raises UserError if it does not, or has been; where the
        script goes on, that is noted, and now is given."""
        if not isinstance(moment, Moment):
            raise UserError(f"{moment!r} is no moment; give one, such as spike.peak or patch.from_now.peak")
        now_ns = self.actor.history.now_ns
        try:
            ns = self.actor.history.time_ns(moment)
        except LookupError as error:
            self.miss(str(error), "stimulate first, or wait for another moment")
            return now_ns
        except UserError as error:  # a membrane that has no threshold, to go a share of the way from
            self.miss(str(error))
            return now_ns
        if ns < now_ns:
            ago_ms = (now_ns - ns) / 1e6
            self.miss(f"{moment.name} was {ago_ms:.3g} ms ago", "wait for a moment that is to come")
        return max(ns, now_ns)

    def miss(self, what: str, remedy: str = "") -> None:
        """Something that the script counts on is not there: a UserError, unless the script goes on."""
        if not self.goes_on:
            raise UserError(f"{what}; {remedy}" if remedy else what)
        if what not in self.missed:
            self.missed.append(what)

    def part(self, part: object) -> str:
        """The name of a part of what is on stage. Raises UserError for what is no part of it."""
        has = parts_of(type(self.actor))
        if not isinstance(part, Part):
            raise UserError(f"{part!r} is no part of the picture; it has {', '.join(has)}")
        if part.name not in has and not (isinstance(part, Site) and part.owner is self.actor):
            raise UserError(f"{part.name!r} is not in this picture; it has {', '.join(has)}")
        return part.name

    def _enter(self, actor: Actor, view: str) -> None:
        if self._actor is not None:
            raise UserError("this scene already has a membrane on stage; a scene shows one")
        self._actor, self.view = actor, view
