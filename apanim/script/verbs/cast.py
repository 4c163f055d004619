"""Who is on stage: a patch of membrane, axons or a neuron; and the checks of who is meant."""

from math import isfinite
from typing import Literal, overload

from apanim.errors import UserError
from apanim.physics.altered import UNALTERED, Altered
from apanim.physics.cable.course import grid_ns
from apanim.physics.cable.myelin import Fibre
from apanim.physics.dendrite import RECEPTORS_MS_CM2
from apanim.physics.measure.rest import resting
from apanim.physics.sets import MembraneSet
from apanim.script.actors.axon import Axon
from apanim.script.actors.axons import Axons
from apanim.script.actors.cable import CableHistory, Site
from apanim.script.actors.moments import Moment
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.parts import Part, parts_of
from apanim.script.actors.patch import Patch
from apanim.units import NS_PER_MS
from apanim.world import Setup

LATEST_NS = 1000 * NS_PER_MS  # ahead, that something may be told to begin
AXON_UM, RACE_UM = 2600.0, 3200.0  # how long a bare axon is, and how much is seen of several
MOST_AXONS = 3

Actor = Patch | Axon | Axons | Neuron


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

    @overload
    def axon(
        self, *, length_um: float = ..., diameter_um: float = ..., window_um: tuple[float, float] = ...,
        view: str = ...,
    ) -> Axon: ...  # fmt: skip
    @overload
    def axon(
        self,
        *,
        myelinated: Literal[True],
        length_um: float = ...,
        diameter_um: float = ...,
        view: str = ...,
    ) -> Axons: ...
    def axon(
        self, *, myelinated: bool = False, length_um: float = 0.0, diameter_um: float = 1.0,
        window_um: tuple[float, float] = (600.0, 2000.0), view: str = "",
    ) -> Axon | Axons:  # fmt: skip
        """Put an axon on the stage, at rest: a bare one, of which the stretch `window_um` is seen cut open,
        or a myelinated one, with nodes of Ranvier. Unless told it is 2600 um long, or 3200 um are seen."""
        if myelinated:
            fibres = {"axon": Fibre(diameter_um=diameter_um)}
            axons = Axons(fibres, length_um or RACE_UM, self._altered)
            self._enter(axons, view or "race")
            return axons
        axon = Axon(length_um or AXON_UM, diameter_um, window_um, self._altered)
        self._enter(axon, view or "axon")
        return axon

    def axons(self, *, length_um: float = RACE_UM, view: str = "race", **fibres: Fibre) -> Axons:
        """Put axons on the stage, side by side at rest on one clock, of which `length_um` is seen:
        s.axons(bare=Fibre(turns=0), myelinated=Fibre()). Their `lanes` are the axons in this order."""
        if not 1 <= len(fibres) <= MOST_AXONS:
            raise UserError(f"axons(): {len(fibres)} axons; a picture holds 1 to {MOST_AXONS}")
        axons = Axons(fibres, length_um, self._altered)
        self._enter(axons, view)
        return axons

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

    @property
    def next_ns(self) -> int:
        """Model time at which something that is done now begins: of a cable the next point of its grid."""
        history = self.actor.history
        return history.next_ns if isinstance(history, CableHistory) else history.now_ns

    def begin_ns(self, at: Moment | float) -> int:
        """Model time at which something begins that is told for a moment to come, or for a time in ms.
        Raises UserError for one that does not come, or is past."""
        if isinstance(at, Moment):
            ns = self.time_ns(at)
        else:
            ns, now_ms = round(at * NS_PER_MS) if isfinite(at) else -1, self.next_ns / NS_PER_MS
            if not self.next_ns <= ns <= self.next_ns + LATEST_NS:
                raise UserError(
                    f"at={at:g}: model time is {now_ms:g} ms now; give a time from now on, up to "
                    f"{LATEST_NS // NS_PER_MS} ms ahead, or a moment such as spike.after(2)"
                )
        return grid_ns(ns) if isinstance(self.actor.history, CableHistory) else ns

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
