"""The command that makes a whole course: batch."""

from pathlib import Path
from typing import Annotated

import typer

from apanim.cli.options import (
    ClusterOption,
    JsonOption,
    QuietOption,
    WorkersOption,
    look_of,
    shown,
    telling_of,
)
from apanim.cli.own import WithOption, lay
from apanim.cli.pictures import render


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

    from apanim.errors import UserError
    from apanim.export.batch.file import read_course
    from apanim.export.choices import captions_named
    from apanim.export.presets import preset_of
    from apanim.export.segments.team import team_of
    from apanim.export.target import Kind, folder_target, render_target
    from apanim.script.lecture import is_setup

    telling, course = telling_of(quiet, as_json), read_course(Path(file))
    folder = folder_target(f"{course.folder}/")
    by = {"workers": workers, "cluster": cluster}
    for film in course.films:  # all that can be refused is, before the first is begun
        options = dict(film.options)
        shown(film.scene, options.get("voice"), film.language)
        preset_of(film.preset)
        look_of(options.get("theme", "dark"), options.get("text_size", "normal"), film.scene)
        captions_named(options.get("captions", "burned"))
        render_target(str((folder if folder.is_dir() else folder.parent) / film.path.name))
    team_of(workers, cluster)

    from apanim.export.batch.display import Display, Outcome, say_table
    from apanim.export.batch.made import is_made, made_of, note_made

    folder.mkdir(exist_ok=True)
    outcomes = []
    with Display(len(course.films), telling) as display:
        for film in course.films:
            display.begin(film.path)
            try:
                programme = shown(film.scene, dict(film.options).get("voice"), film.language).compiled()
                of = made_of(film, programme)
                if is_made(film.path, of):
                    outcome = Outcome(film.path)
                else:
                    one = is_setup(film.scene) or render_target(str(film.path)).kind is not Kind.VIDEO
                    summary = render(**film.asked(), **({} if one else by), over=over, quiet=True)
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
