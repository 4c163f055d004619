"""An author's mistakes in words: what a verb cannot take, and names that are not there."""

import builtins
import difflib
import inspect
import traceback
from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from apanim.errors import UserError
from apanim.physics.patch import NonFiniteStateError
from apanim.road import kind_and_words

P = ParamSpec("P")
R = TypeVar("R")

_LONGEST = 60  # characters of a value that are told
_WORDS = {  # a type's name, and what people call one of it, with an example
    "str": ("words", ""), "float": ("a number", ""), "int": ("a whole number", ""),
    "bool": ("True or False", ""), "Part": ("a part", "patch.pump"), "Moment": ("a moment", "spike.peak"),
    "Quantity": ("a quantity", "patch.at(spike.peak).V"), "Strength": ("a strength", "1.2 * THRESHOLD"),
    "Claim": ("a claim", "patch.at(spike.peak).V > 0"), "MembraneSet": ("a membrane set", "TEXTBOOK"),
    "Site": ("a place", "neuron.soma"), "Patch": ("a patch of membrane", "s.membrane(TEXTBOOK)"),
    "Neuron": ("a whole neuron", ""), "Geometry": ("a Geometry", "SOMA_20_UM"),
}  # fmt: skip


def checked(verb: Callable[P, R], name: str = "") -> Callable[P, R]:
    """`verb`, which tells a wrong argument as a UserError before it does anything; `name` is what authors
    call it, its own unless given."""
    signature, name = inspect.signature(verb), name or verb.__name__

    @wraps(verb)
    def given(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            raise UserError(f"{name}(): {_misfit(error, signature, kwargs)}") from None
        for parameter, value in bound.arguments.items():
            hint = _hints(verb).get(parameter, Any)
            match signature.parameters[parameter].kind:
                case inspect.Parameter.VAR_POSITIONAL:
                    values = [(parameter, one) for one in value]
                case inspect.Parameter.VAR_KEYWORD:
                    values = list(value.items())
                case _:
                    values = [(parameter, value)]
            for word, one in values:
                if not _fits(one, hint):
                    raise UserError(f"{name}({word}={short(one)}): give {_wanted(hint)}")
        return verb(*args, **kwargs)

    return given


def told(error: BaseException, names: Iterable[str] = ()) -> str:
    """An error that came up in an author's script; `names` are those that its line could use."""
    try:
        return _in_words(error, names)
    except Exception:  # of what the author's own kinds of things say of themselves
        return kind_and_words(error)


def _in_words(error: BaseException, names: Iterable[str]) -> str:
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, NonFiniteStateError):
        return f"the membrane does not bear what is done to it ({error}); use a weaker stimulus"
    if isinstance(error, AttributeError) and error.name and error.obj is not None:
        names = [name for name in dir(error.obj) if not name.startswith("_")]
        thing = _called(type(error.obj), example=False)
        return f"{thing} has no {error.name!r}{_instead(error.name, names)}"
    if isinstance(error, NameError) and error.name:
        return f"{error.name!r} is not defined{_instead(error.name, [*names, *dir(builtins)], few=True)}"
    if isinstance(error, RecursionError):
        return "it calls itself again and again, without end"
    if isinstance(error, MemoryError):
        return "there is not memory enough for what it asks for"
    if isinstance(error, SystemExit):
        return f"{kind_and_words(error)}; a script only tells its scene: leave the program running"
    return kind_and_words(error)


def names_in(file: Path, error: BaseException) -> set[str]:
    """The names that the author's line in `file` could use where `error` came up."""
    names: set[str] = set()
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == str(file):
            names = {*frame.f_globals, *frame.f_locals}
    return names


def short(value: object) -> str:
    """A value as it is told: no longer than it helps."""
    try:
        text = repr(value)
    except Exception:
        return _called(type(value), example=False)
    if text.startswith("<") or (len(text) > _LONGEST and hasattr(value, "__dict__")):
        return _called(type(value), example=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@cache
def _hints(verb: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(inspect.unwrap(verb))


def _fits(value: object, hint: Any) -> bool:
    """Whether `value` is of a type; which words of several it may be, the verb itself tells."""
    words = [value] if isinstance(value, str) else value
    if (
        "Literal" in str(hint)
        and isinstance(words, list | tuple)
        and all(type(one) is str for one in words)
    ):
        return True
    from typeguard import CollectionCheckStrategy, check_type

    plain = value.item() if isinstance(value, np.generic) else value
    try:
        check_type(plain, hint, collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS)
    except Exception:  # a wrong type; and a value of an author's own kind may be anything
        return False
    return True


def _called(kind: Any, example: bool = True) -> str:
    """What people call one of a type."""
    name = getattr(kind, "__name__", str(kind))
    an = "an" if name[0].lower() in "aeiou" else "a"
    words, such_as = _WORDS.get(name, (f"{an} {name.lower()}", ""))
    return f"{words}, such as {such_as}" if such_as and example else words


def _wanted(hint: Any, example: bool = True) -> str:
    """A type in words."""
    origin, inner = get_origin(hint), [one for one in get_args(hint) if one is not Ellipsis]
    if origin in (Union, UnionType):
        kinds = [one for one in inner if one is not NoneType]
        if len(kinds) == 2 and get_args(kinds[1]) == (kinds[0],):
            return f"{_wanted(kinds[0])}, or a list of such"
        return " or ".join(_wanted(one, example and len(kinds) == 1) for one in kinds)
    if origin is Literal:
        return "one of " + ", ".join(map(repr, inner))
    if origin is tuple:
        return f"({', '.join(_wanted(one, example=False) for one in inner)})"
    if origin is Callable:
        of = ", ".join(_wanted(one, example=False) for one in inner[0])
        return f"a function of ({of})" if of else "a function of nothing"
    if origin is not None and inner:
        many = " and ".join(_wanted(one, example=False) for one in inner)
        return f"a {'dict' if len(inner) > 1 else 'list'} of {many}"
    return _called(hint, example)


def _misfit(error: TypeError, signature: inspect.Signature, kwargs: dict[str, Any]) -> str:
    """What of a call does not fit a signature."""
    names = [name for name in signature.parameters if name != "self"]
    if odd := [word for word in kwargs if word not in names]:
        return f"it takes no {odd[0]!r}{_instead(odd[0], names)}"
    return f"{error}; it takes {', '.join(names) or 'nothing'}"


def _instead(name: str, names: Iterable[str], few: bool = False) -> str:
    """; and what it may have been, or else all that there is, if that is not too much."""
    names = list(names)
    if close := difflib.get_close_matches(name, names, 1):
        return f"; did you mean {close[0]!r}?"
    return "" if few or not names else f"; it has {', '.join(names)}"
