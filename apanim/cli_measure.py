"""`apanim measure`: print what the bench measures of a membrane set."""

import json
from typing import Annotated

import typer

from apanim.physics.report import SETS, run_measure


def measure(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"One of {', '.join(SETS)}.")] = "TEXTBOOK",
    temperature: Annotated[
        float | None, typer.Option(metavar="C", help="Degrees Celsius, if not the set's own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    neuron: Annotated[bool, typer.Option("--neuron", help="Measure the lecture's neuron too.")] = False,
) -> None:
    """Measure a membrane: rest, thresholds, spike, ions, channels, refractoriness, velocity."""
    report = run_measure(name, temperature, neuron)
    typer.echo(json.dumps(report.as_dict(), indent=2) if as_json else report.as_text())
