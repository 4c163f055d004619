"""What becomes of a scene's claims when its membranes are others: which sentences would be false.

The script is told on altered membranes and shows nothing. Where something does not come that it counts on,
that falsifies the sentence it is in, or the next one, and the script goes on.
"""

import ast
from dataclasses import replace
from pathlib import Path

from apanim.narration.catalogue import Catalogue
from apanim.narration.speech import Voice
from apanim.physics.altered import Altered
from apanim.script.compile import author_line, decided
from apanim.script.contained import raised
from apanim.script.find import modules_beside
from apanim.script.mistakes import told
from apanim.script.scene import Scene, check_told
from apanim.script.stage import Stage
from apanim.script.timeline import ClaimResult


def claims_under(
    altered: Altered, scene: Scene, catalogue: Catalogue, voice: Voice
) -> tuple[ClaimResult, ...]:
    """Every claim of a scene, decided on membranes that are `altered`.

    A script that cannot go on is a false claim too, of the sentence at which it stops; those after it are
    not decided then.
    """
    stage = Stage(catalogue, voice, scene.file, altered)
    stopped: list[ClaimResult] = []
    try:
        with modules_beside(scene.file):
            check_told(scene.tell(stage))
    except BaseException as error:  # as many kinds as a membrane that does something else can bring about
        what, where = told(raised(error)), author_line(scene, error)
        line = where.rpartition(":")[2]
        cue = _sentence_at(scene.file, int(line)) if line.isdigit() else ""
        stopped.append(ClaimResult(cue, "that it comes to be told", what, False, where))
    said = stage.narrator.cues
    end = ClaimResult(said[-1].name if said else "", "that the scene ends", "", False, scene.file.name)
    at = stopped[0] if stopped else end
    stopped += [replace(at, measured=what) for what in stage.cast.missed]
    return decided(stage.narrator) + tuple(stopped)


def _sentence_at(file: Path, line: int) -> str:
    """The cue that is said at a line of a script, or the next one after it; "" for none."""
    calls = [
        (node.end_lineno or node.lineno, node.args[0].value)
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "say"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    return next((str(cue) for end, cue in sorted(calls) if end >= line), "")
