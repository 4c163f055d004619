"""What is worked out once for a scene or a tape, and kept for as long as that lives."""

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Owner = TypeVar("Owner")
Made = TypeVar("Made")
More = ParamSpec("More")

_kept: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()


def kept(owner: Any, key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` makes of `owner`, made once; `key` names all else that it depends on."""
    known = _kept.get(owner)
    if known is None:
        known = _kept[owner] = {}
    if key not in known:
        known[key] = make()
    return known[key]


def kept_so_far(tape: Any, key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` makes of all that a tape has, made once, and anew when the tape has grown."""
    name = ("so far", key)
    steps, made = kept(tape, name, lambda: (tape.steps, make()))
    if steps != tape.steps:
        del _kept[tape][name]
        return kept_so_far(tape, key, make)
    return made


def kept_by_owner(
    function: Callable[Concatenate[Owner, More], Made],
) -> Callable[Concatenate[Owner, More], Made]:
    """A decorator: what a function finds is kept by its first argument, for each set of its others.

    For few sets of others, such as the windows of a scene: nothing is thrown away while the owner lives.
    """

    def keeping(owner: Owner, *args: More.args, **kwargs: More.kwargs) -> Made:
        key = (function, args, tuple(kwargs.items()))
        return kept(owner, key, lambda: function(owner, *args, **kwargs))

    return update_wrapper(keeping, function)
