"""Segments made by a Dask cluster: a scheduler elsewhere, or one here with so many workers.

A worker needs apanim, in the same version with the same libraries, and nothing that is kept here: it gets
the scenes as plain data, and lives their tapes itself, which are compared by hash with those here. What it
makes comes back as bytes. What a worker had in hand when it ended is handed to another.
"""

import gc
import logging
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from apanim.errors import UserError
from apanim.export.segments.crew import OnMade, OnPainted
from apanim.export.segments.cut import Segment
from apanim.export.segments.work import Maker, Work
from apanim.script.programme import Programme

if TYPE_CHECKING:
    from distributed import Client

_ANSWERS_S = 10  # within which a scheduler answers
_LOCAL = re.compile(r"local:(\d{1,3})")
_ONE_AT_A_TIME = threading.Lock()  # a worker of many threads paints one segment at a time all the same


@dataclass(frozen=True)
class Cluster:
    """The scheduler at `address`; or, where that is "", one that begins here with so many workers."""

    address: str
    count: int = 0

    def make(
        self, work: Work, programme: Programme, segments: list[Segment],
        on_painted: OnPainted, on_made: OnMade,
    ) -> None:  # fmt: skip
        """Make them all. Raises UserError for what goes wrong there, OSError where no room is here."""
        from distributed import KilledWorker, as_completed

        if not segments:
            return
        here, mark = Maker(work, programme), os.urandom(16).hex()
        work.store.save(mark, b"")
        lived = {scene: here.tapes_name(scene) for scene in {segment.scene for segment in segments}}
        with self.client() as client:
            _wait_for_workers(client, self.address)
            told = client.scatter(replace(work, folder=None), broadcast=True)
            asked = {
                client.submit(made_there, told, one, lived[one.scene], mark, pure=False): one
                for one in segments
            }
            try:
                for future in as_completed(asked):
                    key, content = future.result()
                    if content is not None and not work.store.has(key):
                        keep(work, asked[future], key, content)
                    on_made(asked[future], key)
            except KilledWorker as error:
                raise UserError(
                    "--cluster: a segment has ended several workers; have they memory enough?"
                ) from error
            finally:
                client.cancel(list(asked))
                work.store.forget(mark)

    @contextmanager
    def client(self) -> Iterator["Client"]:
        """A client of the scheduler, and the scheduler itself if it is to begin here."""
        import distributed

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        if self.address:
            with _answering(self.address) as client:
                yield client
            return
        no_page: Any = None  # of the workers' state, for a browser
        with (
            distributed.LocalCluster(
                n_workers=self.count, threads_per_worker=1, silence_logs=logging.CRITICAL,
                dashboard_address=no_page, worker_dashboard_address=no_page,
            ) as cluster,
            distributed.Client(cluster) as client,
        ):  # fmt: skip
            yield client


def cluster_at(text: str) -> Cluster:
    """What `--cluster text` means. Raises UserError, also where no scheduler answers."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise UserError("--cluster: Dask is missing; pip install 'apanim[cluster]'") from None
    if local := _LOCAL.fullmatch(text):
        count = int(local[1])
        if not 1 <= count <= 256:
            raise UserError(f"--cluster {text}: use local:1 to local:256")
        return Cluster("", count)
    if not re.fullmatch(r"((tcp|tls)://)?[^\s/:]+:\d{1,5}", text):
        raise UserError(f"--cluster {text}: not an address; write tcp://host:port, or local:N")
    with _answering(text):
        return Cluster(text)


@contextmanager
def _answering(address: str) -> Iterator["Client"]:
    from distributed import Client

    try:
        client = Client(address, timeout=_ANSWERS_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError(
            f"--cluster {address}: no Dask scheduler answers there; start one or mend it"
        ) from error
    with client:
        yield client


def _wait_for_workers(client: "Client", address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=3 * _ANSWERS_S)
    except TimeoutError:
        raise UserError(f"--cluster {address}: the scheduler has no workers; start some") from None


def keep(work: Work, segment: Segment, key: str, content: bytes) -> None:
    """Keep what came from elsewhere. Raises OSError where there is no room."""
    for name, held in ((key, content), (work.name(segment), key.encode())):
        with work.store.growing(name) as part:
            part.file.write(held)
            part.keep().close()


# ---- on a worker


def made_there(work: Work, segment: Segment, lived: str, mark: str) -> tuple[str, bytes | None]:
    """The key of the segment and its bytes; without them where `mark` is seen: what is kept there is kept
    here. Raises UserError where the tape is not the one whose hash is `lived`."""
    with _ONE_AT_A_TIME, _own_garbage():
        maker = _maker(work)
        if _lived_there(maker, segment.scene) != lived:
            raise UserError(
                "--cluster: a worker lives the scene otherwise than this machine does; give it the same "
                "versions of apanim, numpy and scipy"
            )
        key = maker.make(segment, lambda: None)
        return key, None if work.store.has(mark) else work.store.load(key)


@contextmanager
def _own_garbage() -> Iterator[None]:
    """What becomes garbage inside the `with` is taken away by this thread: resvg asks for that."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.enable()


@lru_cache(1)
def _maker(work: Work) -> Maker:
    return Maker(work)


@lru_cache(64)
def _lived_there(maker: Any, scene: int) -> str:
    return maker.tapes_name(scene)
