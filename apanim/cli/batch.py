"""The command that makes a whole course: batch."""

from pathlib import Path
from typing import Annotated

import typer

from apanim.cli.options import (
    ClusterOption,
    JsonOption,
    QuietOption,
    WorkersOption,
    telling_of,
)
from apanim.cli.own import WithOption, lay


def batch(
    file: Annotated[str, typer.Argument(metavar="FILE.toml", help="What to film: see the README.")],
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    over: WithOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Render a course: scenes in every language, shape and format, but for what is made already."""
    lay(over)

    from apanim.cli.rendering import rendering_of
    from apanim.errors import UserError
    from apanim.export.batch.course_file import read_course
    from apanim.export.segments.team import ALONE, team_of
    from apanim.export.target import folder_target

    telling, course = telling_of(quiet, as_json), read_course(Path(file))
    folder = folder_target(f"{course.folder}/")
    there = folder if folder.is_dir() else folder.parent
    # All that can be refused is, before the first is begun.
    renderings = [rendering_of(**film.asked(there)) for film in course.films]
    team = team_of(workers, cluster)

    from apanim.export.batch.display import Display, Outcome, say_table
    from apanim.export.batch.made import is_made, made_of, note_made
    from apanim.export.progress import Telling

    folder.mkdir(exist_ok=True)
    outcomes = []
    with Display(len(course.films), telling) as display:
        for film, rendering in zip(course.films, renderings, strict=True):
            display.begin(film.path)
            try:
                programme = rendering.wanted.compiled()
                of = made_of(film, programme)
                if is_made(film.path, of):
                    outcome = Outcome(film.path)
                else:
                    painters = ALONE if rendering.alone else team
                    summary = rendering.into(folder).made(painters, Telling.QUIET, programme)
                    note_made(film.path, of)
                    outcome = Outcome(film.path, summary)
            except UserError as error:  # of one film: the others are made all the same
                outcome = Outcome(film.path, trouble=str(error))
            outcomes.append(outcome)
            display.end(outcome)
    say_table(outcomes, telling)
    if troubled := [outcome for outcome in outcomes if outcome.trouble]:
        others = f"; {len(troubled) - 1} more are not made" if len(troubled) > 1 else ""
        raise UserError(f"{troubled[0].line}{others}")
