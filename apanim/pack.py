"""Plain data as bytes, and back: numbers, words, tuples, arrays of numbers, and apanim's own dataclasses.

What comes back is equal to what went in, kind by kind (a numpy number stays one). Nothing is run that is
not a constructor of the package's own records: a file can name those and no other.
"""

import dataclasses
import importlib
import json
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError

_PACKAGE = "apanim."


class NotPlainError(TypeError):
    """What is to be packed holds something that is no plain data."""


def pack(value: Any) -> bytes:
    """`value` as bytes. Raises NotPlainError for functions, states, and other people's classes."""
    arrays: list[bytes] = []
    tree = json.dumps(_packed(value, arrays), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return b"".join((len(tree).to_bytes(8, "big"), tree, *arrays))


def unpack(content: bytes) -> Any:
    """What `pack` was given. Raises ValueError for bytes that it did not give."""
    try:
        start = 8 + int.from_bytes(content[:8], "big")
        tree = json.loads(content[8:start].decode("utf-8"))
        return _Unpacker(memoryview(content)[start:]).value(tree)
    except (
        LookupError, TypeError, AttributeError, ImportError, RecursionError, ArithmeticError, MemoryError,
        UserError,
    ) as error:  # fmt: skip
        raise ValueError(f"not what was packed: {error}") from error


def _packed(value: Any, arrays: list[bytes]) -> Any:
    """JSON: plain words and numbers as they are, everything else as [kind, ...]."""

    def all_of(values: Any) -> list[Any]:
        return [_packed(one, arrays) for one in values]

    match value:
        case np.ndarray():
            if value.dtype.hasobject or value.dtype.fields:
                raise NotPlainError(f"an array of {value.dtype}")
            arrays.append(np.ascontiguousarray(value).tobytes())
            return ["array", value.dtype.str, list(value.shape)]
        case np.generic():
            return ["number", value.dtype.str, value.item()]
        case Enum():
            return ["enum", _name_of(type(value)), value.name]
        case None | bool() | int() | float() | str():
            if type(value) not in (type(None), bool, int, float, str):
                raise NotPlainError(f"a {type(value).__name__}")
            return value
        case tuple() if hasattr(value, "_fields"):
            return ["record", _name_of(type(value)), *all_of(value)]
        case tuple():
            return ["tuple", *all_of(value)]
        case list():
            return ["list", *all_of(value)]
        case frozenset():
            return ["set", *all_of(sorted(value))]
        case Mapping():
            return ["map", *([_packed(key, arrays), _packed(one, arrays)] for key, one in value.items())]
        case Path():
            return ["path", str(value)]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            held = (getattr(value, field.name) for field in dataclasses.fields(value) if field.init)
            return ["record", _name_of(type(value)), *all_of(held)]
    raise NotPlainError(f"a {type(value).__name__}")


class _Unpacker:
    def __init__(self, arrays: memoryview) -> None:
        self._arrays, self._at = arrays, 0

    def value(self, tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        kind, *held = tree
        match kind:
            case "array":
                return self._array(*held)
            case "number":
                return np.dtype(held[0]).type(held[1])
            case "enum":
                return _class_of(held[0])[held[1]]
            case "record":
                return _made(_class_of(held[0]), list(map(self.value, held[1:])))
            case "tuple":
                return tuple(map(self.value, held))
            case "list":
                return list(map(self.value, held))
            case "set":
                return frozenset(map(self.value, held))
            case "map":
                return {self.value(key): self.value(one) for key, one in held}
            case "path":
                return Path(held[0])
        raise ValueError(f"no kind {kind!r}")

    def _array(self, kind: str, shape: list[int]) -> NDArray[Any]:
        dtype = np.dtype(kind)
        if dtype.hasobject:
            raise ValueError("an array of objects")
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(self._arrays, dtype, count, self._at).copy()
        self._at += flat.nbytes
        return flat.reshape(shape)


def _made(kind: Any, held: list[Any]) -> Any:
    """The record of these values, in the order of its fields; one may take them by name alone."""
    if hasattr(kind, "_fields"):
        return kind(*held)
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    return kind(**dict(zip(names, held, strict=True)))


def _name_of(kind: type) -> str:
    if not kind.__module__.startswith(_PACKAGE) or "." in kind.__qualname__:
        raise NotPlainError(f"a {kind.__module__}.{kind.__qualname__}")
    return f"{kind.__module__}:{kind.__qualname__}"


def _class_of(name: str) -> Any:
    """A record or an enumeration of the package's own. Raises ValueError for any other name."""
    module, _, kind = name.partition(":")
    if module.startswith(_PACKAGE):
        found = getattr(importlib.import_module(module), kind)
        if isinstance(found, type) and found.__module__ == module and (
            dataclasses.is_dataclass(found) or issubclass(found, Enum) or hasattr(found, "_fields")
        ):  # fmt: skip
            return found
    raise ValueError(f"{name} is no record")
