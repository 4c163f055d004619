"""`apanim measure`: what it prints."""

import json

import typer
from typer.testing import CliRunner

from apanim.cli_measure import measure

app = typer.Typer()
app.command()(measure)


def test_json_has_every_measure_with_its_unit_at_a_temperature():
    result = CliRunner().invoke(app, ["SQUID_1952", "--temperature", "18.5", "--json"])
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["temperature_C"] == 18.5
    axon = {q["name"]: q for q in report["measures"]["Axon"]}
    assert axon["conduction velocity"]["unit"] == "m/s"
    assert abs(axon["conduction velocity"]["value"] / 18.73 - 1) < 0.005
    assert report["measures"]["Threshold"][0]["unit"] == "mV"


def test_what_a_membrane_does_not_do_is_told_with_the_reason():
    result = CliRunner().invoke(app, ["SQUID_1952", "--temperature", "45"])
    assert result.exit_code == 0
    assert "not measured" in result.stdout
    assert "does not" in result.stdout
