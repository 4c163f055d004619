"""What the cache holds, and how it is emptied."""

from typing import Annotated

import typer

_HOLDS = {
    "tapes": "every state of a scene's membrane",
    "speech": "sentences as they were said",
    "sound": "mastered tracks",
    "model-sound": "what the model sounds like",
    "pictures": "parts of pictures",
    "segments": "pieces of films",
    "readings": "what reading a scene gave",
    "loops": "machine code, with your seal",
    "made": "which films of a course are made",
    "warmed": "which scenes were painted ahead",
}


def cache(
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="One kind alone, such as tapes; all if absent.")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take it away; it is made again.")] = False,
) -> None:
    """Tell what is kept on disk, or clear it; APANIM_CACHE says where, APANIM_CACHE_GB how much at most."""
    from apanim.cache import cache_root
    from apanim.cache_size import all_kept, let_go, limit_bytes
    from apanim.errors import UserError

    if kind is not None and kind not in _HOLDS:
        raise UserError(f"{kind[:40]!r}: no kind of the cache; there are: {', '.join(_HOLDS)}")
    root = cache_root()
    if root is None:
        raise UserError("there is no folder for a cache; name one in APANIM_CACHE")
    files = [one for one in all_kept(root) if kind in (None, one.kind)]
    if clear:
        typer.echo(f"{root}: {_MB(let_go(files))} taken away")
        return
    typer.echo(f"{root}")
    for name, holds in _HOLDS.items():
        sizes = [one.size for one in files if one.kind == name]
        if kind in (None, name):
            typer.echo(f"{name:<12}{len(sizes):>7,} files{_MB(sum(sizes)):>14}  {holds}")
    if kind is None:
        total = _MB(sum(one.size for one in files))
        typer.echo(f"in all      {len(files):>7,} files{total:>14}  of {_MB(limit_bytes())} at most")


def _MB(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
