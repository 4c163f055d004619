"""What a viewer does to a run: commands, frozen data with plain fields, each within the table of ranges."""

from dataclasses import dataclass, fields
from typing import ClassVar

from apanim.errors import UserError
from apanim.lab.ranges import RANGES, checked

CONCENTRATIONS = tuple(name for name in RANGES if name.endswith("_mM"))


@dataclass(frozen=True)
class Command:
    """One thing that is done. A number's field names its range, unless `_RANGE_OF` does.

    Raises UserError for a number out of its range, or for none.
    """

    _RANGE_OF: ClassVar[dict[str, str]] = {}

    def __post_init__(self) -> None:
        for field in fields(self):
            name, value = self._RANGE_OF.get(field.name, field.name), getattr(self, field.name)
            if field.name in _WORDS:
                if not isinstance(value, str):
                    raise UserError(f"{type(self).__name__}: {field.name} is {value!r}; give a name")
            elif value is not None:
                object.__setattr__(self, field.name, checked(name, value))

    @property
    def slot(self) -> tuple[str, ...] | None:
        """What it sets: of two at one instant that set the same the later counts. None for an act, which
        adds to those before it."""
        return (type(self).__name__,)


_WORDS = ("place", "synapse", "section", "name")


@dataclass(frozen=True)
class Stimulate(Command):
    """A pulse of `length_ms`, a multiple of the weakest that fires the set as it is now (where nothing
    fires it, as it was made); with `again_ms`, a second like it so long after the first began.

    `place` is a cable's: "axon@1300" is 1300 um along the section axon; "" is where one usually would.
    """

    times_threshold: float = RANGES["times_threshold"].default
    length_ms: float = RANGES["length_ms"].default
    again_ms: float = 0.0
    place: str = ""

    @property
    def slot(self) -> None:
        return None


@dataclass(frozen=True)
class Ramp(Command):
    """A current that rises evenly from 0 to `to_uA_cm2` within `over_ms`, and stops."""

    to_uA_cm2: float = RANGES["to_uA_cm2"].default
    over_ms: float = RANGES["over_ms"].default

    @property
    def slot(self) -> None:
        return None


@dataclass(frozen=True)
class Clamp(Command):
    """The voltage is held at `v_mV` from now on; None lets go of it."""

    v_mV: float | None


@dataclass(frozen=True)
class Drug(Command):
    """The parts of the Na+ channels (tetrodotoxin, a local anaesthetic) and of the K+ channels (TEA) that
    still work. A plain block: it does not grow with use."""

    na_left: float = 1.0
    k_left: float = 1.0


@dataclass(frozen=True)
class Inactivation(Command):
    """The part of the inactivation gates' shutting that is left: 0 for gates that cannot shut."""

    left: float
    _RANGE_OF: ClassVar[dict[str, str]] = {"left": "inactivation_left"}


@dataclass(frozen=True)
class Pump(Command):
    """The part of the pump's work that is left: 0 stops it."""

    left: float
    _RANGE_OF: ClassVar[dict[str, str]] = {"left": "pump_left"}


@dataclass(frozen=True)
class Concentration(Command):
    """A concentration, such as "k_out_mM", is `mM` from now on. Raises UserError for an unknown one."""

    name: str
    mM: float
    _RANGE_OF: ClassVar[dict[str, str]] = {}

    def __post_init__(self) -> None:
        if self.name not in CONCENTRATIONS:
            raise UserError(f"concentration {self.name!r} is unknown; use {', '.join(CONCENTRATIONS)}")
        object.__setattr__(self, "mM", checked(self.name, self.mM))

    @property
    def slot(self) -> tuple[str, ...]:
        return type(self).__name__, self.name


@dataclass(frozen=True)
class Temperature(Command):
    """Warmer or colder from now on: the gates' rates by their Q10, reversal potentials by Nernst."""

    celsius: float


@dataclass(frozen=True)
class Pace(Command):
    """So much model time passes in a second from now on."""

    ms_per_s: float


@dataclass(frozen=True)
class Release(Command):
    """A synapse of the neuron releases transmitter; "" is the one that a patch has."""

    synapse: str = ""

    @property
    def slot(self) -> None:
        return None


@dataclass(frozen=True)
class Inject(Command):
    """A current of `nA` for `length_ms` into a section of a cable, `x_um` along it."""

    section: str
    x_um: float
    nA: float = RANGES["nA"].default
    length_ms: float = RANGES["length_ms"].default

    @property
    def slot(self) -> None:
        return None


@dataclass(frozen=True)
class BlockStretch(Command):
    """Of the Na+ channels of an axon between two places the part `left` still works; others as before."""

    from_um: float = RANGES["from_um"].default
    to_um: float = RANGES["to_um"].default
    left: float = 0.0
    _RANGE_OF: ClassVar[dict[str, str]] = {"left": "stretch_left"}

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.from_um >= self.to_um:
            raise UserError(f"from_um {self.from_um:g} is not before to_um {self.to_um:g}")

    @property
    def slot(self) -> None:
        return None


COMMANDS: tuple[type[Command], ...] = (
    Stimulate, Ramp, Clamp, Drug, Inactivation, Pump, Concentration, Temperature, Pace, Release, Inject,
    BlockStretch,
)  # fmt: skip
