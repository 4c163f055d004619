"""Who is on stage: the checks of calls that only a patch of membrane, or only some place, can answer."""

from apanim.errors import UserError
from apanim.script.axon import Axon
from apanim.script.membrane import Patch
from apanim.script.neuron import Neuron

Actor = Patch | Axon | Neuron
_KINDS = {Patch: "a patch of membrane", Axon: "an axon", Neuron: "a whole neuron"}


def told(given: object) -> str:
    """What a person calls `given`."""
    return _KINDS.get(type(given)) or repr(given)


def need_patch(given: object, call: str) -> None:
    """Raises UserError unless `given` is a patch, whose ions and channels `call` is about."""
    if not isinstance(given, Patch):
        raise UserError(
            f"{call} is about a patch of membrane, not {told(given)}; put s.membrane(...) on stage"
        )
