"""A shelf of baked things: made on demand, the longest unused thrown away beyond a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """What is on it never changes a picture, only how soon the picture is there."""

    def __init__(self, limit_bytes: int, size_of: Callable[[T], int]) -> None:
        self._limit, self._size_of = limit_bytes, size_of
        self._items: OrderedDict[Hashable, T] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing under `key`, made now if it is not there."""
        if key in self._items:
            self._items.move_to_end(key)
            return self._items[key]
        item = self._items[key] = make()
        self._bytes += self._size_of(item)
        while self._bytes > self._limit and len(self._items) > 1:
            self._bytes -= self._size_of(self._items.popitem(last=False)[1])
        return item
