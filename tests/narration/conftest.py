"""Speech made by these tests is kept apart from the user's."""

from pathlib import Path

import pytest

from apanim.data import scenes_dir
from apanim.narration.catalogue import Catalogue


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One cache folder for all tests of a run, so that each cue is synthesised once."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("APANIM_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def english() -> Catalogue:
    return Catalogue.load(scenes_dir() / "narration" / "en.toml")


@pytest.fixture(scope="session")
def measures() -> dict[str, float]:
    """Numbers of the size that the model gives."""
    return {
        "rest": -70.0,
        "threshold": -55.1,
        "speed": 0.4,
        "weak_peak": -60.3,
        "peak": 37.4,
        "trough": -79.0,
        "na_open_fraction": 0.28,
        "quantum": 100.0,
        "spike_ms": 1.23,
        "e_na": 60.63,
        "e_k": -89.06,
    }
