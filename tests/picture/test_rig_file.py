"""Sprites' poses that are damaged are named with their file, before anything is drawn of them."""

import copy
import json

import pytest

from apanim.errors import UserError
from apanim.picture import rig_file

WHOLE = json.loads(json.dumps(dict(rig_file.all_rigs())))


def _bending(rigs):
    """A rig, one of its poses and one of its parts that bends."""
    return next(
        (rig, pose, part)
        for rig, one in rigs.items()
        for pose, parts in one["poses"].items()
        for part, given in parts.items()
        if "d" in given
    )


def _far(number):
    def damage(rigs):
        rig, pose, part = _bending(rigs)
        given = rigs[rig]["poses"][pose][part]
        given["d"] = rig_file.NUMBER.sub(number, given["d"], count=1)

    return damage


def _shorter(rigs):
    rig, _, part = _bending(rigs)
    for one in rigs[rig]["poses"].values():
        if part in one and "d" in one[part]:
            one[part]["d"] = one[part]["d"].rpartition(" ")[0]
            return


def _first(rigs):
    return next(iter(rigs.values()))


DAMAGES = {
    "a path beyond all numbers": (_far("9" * 400), "out of range"),
    "a path far outside the picture": (_far("-40000"), "out of range"),
    "a path without its end": (_shorter, "different lengths"),
    "an endless turn": (lambda rigs: _first(rigs)["poses"].update(x={"a": {"rot": float("inf")}}), "range"),
    "a move by a word": (lambda rigs: _first(rigs)["poses"].update(x={"a": {"dx": "far"}}), "no number"),
    "a flat window": (lambda rigs: _first(rigs).update(viewBox=[0, 0, 0, 9]), "a window"),
    "a rest that is no pose": (lambda rigs: _first(rigs).update(rest="asleep"), "asleep"),
}


@pytest.mark.parametrize(("damage", "word"), DAMAGES.values(), ids=DAMAGES)
def test_damaged_poses_are_named_with_their_file(tmp_path, monkeypatch, damage, word):
    rigs = copy.deepcopy(WHOLE)
    damage(rigs)
    (tmp_path / "sprites").mkdir()
    (tmp_path / "sprites" / "poses.json").write_text(json.dumps(rigs), encoding="utf-8")
    monkeypatch.setattr(rig_file, "assets_dir", lambda: tmp_path)
    with pytest.raises(UserError, match=rf"poses\.json: .*damaged.*{word}"):
        rig_file.all_rigs.__wrapped__()
