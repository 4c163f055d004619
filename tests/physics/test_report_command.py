"""`apanim measure`: what it prints."""

import json

import typer
from typer.testing import CliRunner

from apanim.cli.words import measure

app = typer.Typer()
app.command()(measure)


def test_json_has_every_measure_with_its_unit():
    result = CliRunner().invoke(app, ["TEXTBOOK", "--json"])
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert (report["membrane"], report["temperature_C"]) == ("TEXTBOOK", 37.0)
    threshold = {q["name"]: q for q in report["measures"]["Threshold"]}
    assert -55.5 < threshold["threshold"]["value"] < -54.5
    assert threshold["threshold"]["unit"] == "mV"
    assert threshold["anode break"]["value"] is None
    assert "hyperpolarisation" in threshold["anode break"]["note"]


def test_what_a_membrane_does_not_do_is_told_with_the_reason():
    result = CliRunner().invoke(app, ["SQUID_1952", "--temperature", "45"])
    assert result.exit_code == 0
    assert "SQUID_1952 at 45 C" in result.stdout
    assert "not measured" in result.stdout
    assert "does not" in result.stdout
