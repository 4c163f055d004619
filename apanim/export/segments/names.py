"""What a segment is kept under: a name for all that it is made from, and one for what its pictures show.

The first is known at once. The second takes listing the pictures, but not painting them; and it is the same
when a sentence elsewhere in the scene has changed.
"""

import hashlib
import io
import pickle
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import av
import numpy as np

from apanim.cache import code_digest, digest
from apanim.data import assets_dir
from apanim.export.video.codecs import Codec
from apanim.letters.faces import MAKERS
from apanim.picture.drawlist import DrawList
from apanim.picture.drawlist.items import Points

_PAINTS = (
    "compiled.py", "letters", "picture", "canvas", "export/pixels.py", "export/video/codecs.py",
    "export/segments/names.py", "export/segments/packets.py", "export/segments/work.py",
)  # fmt: skip
_LISTS = ("units.py", "lies.py", "physics", "particles", "world", "tape", "narration", "script", "lab")
_LIBRARIES = ("numpy", "scipy", "pygame-ce", "pillow", "resvg", *MAKERS)


@cache
def maker_name() -> str:
    """All that paints and encodes, whatever the scene: code, art, libraries."""
    art = hashlib.sha256()
    for file in sorted(path for path in assets_dir().rglob("*") if path.is_file()):
        art.update(f"{file.relative_to(assets_dir())}\0".encode() + file.read_bytes())
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    encoders = [f"{name} {numbers}" for name, numbers in sorted(av.library_versions.items())]
    return digest(code_digest(*_PAINTS), art.hexdigest(), *libraries, f"av {av.__version__}", *encoders)


@cache
def lister_name() -> str:
    """All that makes draw lists of a timeline and of what it plans."""
    return digest(maker_name(), code_digest(*_LISTS))


def codec_name(codec: Codec) -> str:
    """All that a codec's bytes depend on, but for FFmpeg itself."""
    made_by = codec.converter.__module__.removeprefix("apanim.").replace(".", "/")
    how = (codec.encoder, codec.pix_fmt, codec.options, codec.threads, codec.converter.__qualname__)
    return digest(repr(how), code_digest(f"{made_by}.py"))


def list_name(lists: Iterable[DrawList]) -> str:
    """The pictures of these draw lists: the same for lists that are equal by value."""
    whole = hashlib.sha256()
    for one in lists:
        content = io.BytesIO()
        plain = _Plain(content, 5)
        plain.fast = True  # an item that stands twice is written twice, be it one object or two
        plain.dump((one.frame.name, one.items))
        whole.update(content.getbuffer())
    return whole.hexdigest()


class _Plain(pickle.Pickler):
    """Writes values and nothing that was worked out from them, which an object may remember or not."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, np.ndarray):
            return bytes, (repr((obj.dtype.str, obj.shape)), np.ascontiguousarray(obj).tobytes())
        if isinstance(obj, Points):
            return Points, (tuple(obj),)
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, field.name) for field in fields(obj))
        return NotImplemented
