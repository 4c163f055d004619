"""What an SVG document defines once and uses many times: symbols, letters, gradients, masks.

Markup from different places brings names of its own; here each piece gets new ones, so that none collide.
"""

import re

_NAME = re.compile(r'\bid="([^"]+)"')
_GROUP_NAME = re.compile(r'(<g\b[^>]*?) id="[^"]+"')
_LINK = re.compile(r'(url\(#|href="#)([^")]+)')
_DEFS = re.compile(r"<defs>(.*?)</defs>", re.DOTALL)
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


class Defs:
    """Collects definitions. `define` and `symbol` give the id to refer to."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._known: dict[str, str] = {}
        self._shared: dict[str, str] = {}
        self._scopes = 0

    def markup(self) -> str:
        """All of them, as one <defs>."""
        return f"<defs>{''.join(self._parts)}</defs>"

    def define(self, key: str, markup: str) -> str:
        """The id of `markup`, which holds {id} for its own id; defined at the first call for `key`."""
        if key not in self._known:
            self._known[key] = f"d{len(self._known)}"
            self._parts.append(markup.replace("{id}", self._known[key]))
        return self._known[key]

    def symbol(self, key: str, markup: str, shared: str = "") -> str:
        """The id of a symbol with `markup`. Pieces with one `shared` name bring the same <defs>."""
        if key in self._known:
            return self._known[key]
        body = self.scoped(markup, shared)
        return self.define(key, f'<symbol id="{{id}}" overflow="visible">{body}</symbol>')

    def scoped(self, markup: str, shared: str = "") -> str:
        """`markup` without its <defs>, which go here, its names such as no other piece has."""
        markup = markup.replace(_NAMESPACE, "")
        body = _GROUP_NAME.sub(r"\1", _DEFS.sub("", markup))
        own = dict.fromkeys(_NAME.findall(body), self._scope())
        theirs = self._shared.get(shared, "")
        if not theirs:
            theirs = self._scope()
            self._parts += (_renamed(block, {}, theirs) for block in _DEFS.findall(markup))
            if shared:
                self._shared[shared] = theirs
        return _renamed(body, own, theirs)

    def _scope(self) -> str:
        self._scopes += 1
        return f"s{self._scopes}-"


def _renamed(markup: str, own: dict[str, str], theirs: str) -> str:
    """With a scope before every name: of `own` if it is there, else `theirs`."""
    markup = _NAME.sub(lambda m: f'id="{own.get(m[1], theirs)}{m[1]}"', markup)
    return _LINK.sub(lambda m: f"{m[1]}{own.get(m[2], theirs)}{m[2]}", markup)
