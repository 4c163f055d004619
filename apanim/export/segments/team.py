"""Who makes the segments: processes here, or a cluster. What is wrong with them is told before any work."""

from dataclasses import dataclass
from typing import Protocol

from apanim.errors import UserError
from apanim.export.segments.crew import Crew, OnMade, OnPainted, cores, make_here
from apanim.export.segments.cut import Segment
from apanim.export.segments.work import Maker, Work
from apanim.script.programme import Programme

_MOST = 256
_MOST_UNASKED = 8  # each takes some 500 MB at 1920x1080


class Team(Protocol):
    """Makes segments of a programme, whose tapes are baked."""

    def make(
        self,
        work: Work,
        programme: Programme,
        segments: list[Segment],
        on_painted: OnPainted,
        on_made: OnMade,
    ) -> None: ...


@dataclass(frozen=True)
class Workers:
    """So many processes of this machine; None for as many as there are processors and work for them."""

    count: int | None = None

    def make(
        self,
        work: Work,
        programme: Programme,
        segments: list[Segment],
        on_painted: OnPainted,
        on_made: OnMade,
    ) -> None:
        """Make them all. Raises UserError, and OSError where there is no room."""
        # A process takes a second or two to begin: a segment each is not worth that.
        unasked = min(cores(), _MOST_UNASKED, (len(segments) + 1) // 2)
        count = unasked if self.count is None else min(self.count, len(segments))
        if count < 2:
            make_here(Maker(work, programme), segments, on_painted, on_made)
            return
        with Crew(work, count) as crew:
            crew.make(segments, on_painted, on_made)


ALONE = Workers(1)


def team_of(workers: int | None, cluster: str | None) -> Team:
    """What `--workers` and `--cluster` ask for. Raises UserError, also where no cluster answers."""
    if workers is not None and not 1 <= workers <= _MOST:
        raise UserError(f"--workers {workers}: use a number from 1 to {_MOST}")
    if cluster is None:
        return Workers(workers)
    if workers is not None:
        raise UserError("--workers and --cluster: the cluster has its own; leave --workers out")
    from apanim.export.segments.cluster import cluster_at

    return cluster_at(cluster)
