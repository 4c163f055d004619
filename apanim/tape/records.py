"""A world as one fixed-size record, and back, bit for bit."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.physics.patch import PatchState
from apanim.world import World


def columns(world: World) -> dict[str, NDArray[Any]]:
    """Every array and number of `world` by its dotted name."""
    return dict(_leaves("", world))


def _leaves(name: str, value: Any) -> list[tuple[str, NDArray[Any]]]:
    parts = _parts(value)
    if parts is None:
        return [(name, np.asarray(value))]
    return [leaf for key, part in parts.items() for leaf in _leaves(f"{name}.{key}".lstrip("."), part)]


def _parts(value: Any) -> dict[str, Any] | None:
    return value._asdict() if hasattr(value, "_asdict") else None


def record_type(world: World) -> np.dtype[Any]:
    """The record that holds any world of the same plan as `world`."""
    return np.dtype([(name, part.dtype, part.shape) for name, part in columns(world).items()])


def pack(world: World, dtype: np.dtype[Any]) -> NDArray[Any]:
    """`world` as a record of `dtype`, shape ()."""
    return np.array(_values(dtype.names or ())(world), dtype)


@cache
def _values(names: tuple[str, ...]) -> Callable[[World], tuple[Any, ...]]:
    return attrgetter(*names)  # dotted names


def unpacker(like: World, records: NDArray[Any]) -> Callable[[int], World]:
    """What makes a world of a row of `records`; `like` is any world of the same plan.

    Every column is found out once, which takes several times as long as to read it.
    """
    return _rebuilder("", like, records)


def _rebuilder(name: str, like: Any, records: NDArray[Any]) -> Callable[[int], Any]:
    parts = _parts(like)
    if parts is not None:
        kind: Any = like.__class__
        made = [_rebuilder(f"{name}.{key}".lstrip("."), part, records) for key, part in parts.items()]
        return lambda row: kind(*[make(row) for make in made])
    column = records[name]
    return column.__getitem__ if np.ndim(like) > 0 else column.item


def between(before: World, after: World, part: float) -> World:
    """The world a fraction `part` (0..1) of a step after `before`: what moves smoothly is interpolated."""

    def mix(a: Any, b: Any) -> Any:
        return a + (b - a) * np.asarray(a).dtype.type(part)

    return before._replace(
        step=before.step + part,
        model_ns=before.model_ns + (after.model_ns - before.model_ns) * part,
        patch=PatchState(*(mix(a, b) for a, b in zip(before.patch, after.patch, strict=True))),
        na_open=mix(before.na_open, after.na_open),
        na_ball=mix(before.na_ball, after.na_ball),
        k_open=mix(before.k_open, after.k_open),
        na_plug=mix(before.na_plug, after.na_plug),
        k_plug=mix(before.k_plug, after.k_plug),
        leak_open=mix(before.leak_open, after.leak_open),
        pump_turns=mix(before.pump_turns, after.pump_turns),
        ions=before.ions._replace(
            pos=mix(before.ions.pos, after.ions.pos),
            vel=mix(before.ions.vel, after.ions.vel),
        ),
        carried=mix(before.carried, after.carried),
        ligand_open=mix(before.ligand_open, after.ligand_open),
        transmitter=before.transmitter._replace(
            pos=mix(before.transmitter.pos, after.transmitter.pos),
            vel=mix(before.transmitter.vel, after.transmitter.vel),
            fused=mix(before.transmitter.fused, after.transmitter.fused),
        ),
    )
