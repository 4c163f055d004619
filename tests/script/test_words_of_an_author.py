"""What CONTRIBUTING says that an author may write can be written, and gives what it says."""

import re
from pathlib import Path

import pytest
from helpers import compiled

from apanim.errors import UserError
from apanim.physics.cell import SOMA_20_UM
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.frame import frame
from apanim.script.actors.claims import Quantity
from apanim.script.actors.moments import Moment
from apanim.script.verbs.acts import THRESHOLD, Acts
from apanim.script.verbs.cast import Cast

TABLE = (
    (Path(__file__).parents[2] / "CONTRIBUTING.md")
    .read_text()
    .split("| you write | it is |")[1]
    .split("\n\n")[0]
)
CODE = [
    code
    for row in re.findall(r"^\| (`.*`) \|", TABLE, re.MULTILINE)
    for code in re.findall("`([^`]+)`", row)
]


class Script:
    """A patch and a neuron with the acts upon each, as a script calls them."""

    def __init__(self):
        casts = Cast(), Cast()
        self.patch, self.neuron = casts[0].membrane(TEXTBOOK), casts[1].neuron()
        self._acts = {id(self.patch): Acts(casts[0]), id(self.neuron): Acts(casts[1])}

    def stimulate(self, on, *what):
        return self._acts[id(on)].stimulate(on, *what)

    def release(self, on, *what):
        return self._acts[id(on)].release(on, *what)

    def change(self, on, *what, **when):
        return self._acts[id(on)].change(on, *what, **when)


def test_every_word_of_the_table_can_be_written():
    s = Script()
    known = {"s": s, "patch": s.patch, "neuron": s.neuron, "THRESHOLD": THRESHOLD, "cell": SOMA_20_UM}
    known |= {"site": s.neuron.synapse("left")}
    assert len(CODE) > 20
    for code in CODE:
        if " = " in code:
            exec(code, known)  # the names that the rows below it use
        elif code.startswith("."):
            assert isinstance(eval(f"patch.at(spike.peak){code}", known), Quantity), code
        elif code.isidentifier():
            assert isinstance(eval(f"spike.{code}(0.5)", known), Moment), code
        else:
            assert isinstance(eval(code, known), Moment | Quantity), code


def test_readings_agree_with_each_other():
    s = Script()
    spike = s.stimulate(s.patch, 1.25 * THRESHOLD)
    at = s.patch.at(spike.peak)
    names = "t V m h n g_Na g_K I_Na I_K I_net na_open k_open na_inactivated receptors_open"
    values = {name: getattr(at, name).measure() for name in (*names.split(), "na_drive", "k_drive")}
    g_na, e_na, e_k = TEXTBOOK.g_na_mS_cm2, TEXTBOOK.e_na_mV, TEXTBOOK.e_k_mV
    assert values["na_open"] == pytest.approx(values["m"] ** 3 * values["h"])
    assert values["k_open"] == pytest.approx(values["n"] ** 4)
    assert values["na_inactivated"] == pytest.approx(1 - values["h"])
    assert values["g_Na"] == pytest.approx(g_na * values["na_open"])
    assert values["na_drive"] == pytest.approx(e_na - values["V"])
    assert values["k_drive"] == pytest.approx(values["V"] - e_k)
    assert values["I_Na"] == pytest.approx(-values["g_Na"] * values["na_drive"])
    assert values["I_K"] == pytest.approx(values["g_K"] * values["k_drive"])
    assert values["receptors_open"] == 0
    assert 0 < values["t"] < 2


def test_an_author_may_name_the_view(tmp_path):
    assert compiled(tmp_path, "s.wait(1)").view == "membrane"
    body = "s.cast._actor = None; s.membrane(TEXTBOOK, ions=200, view='microscope'); s.wait(1)"
    timeline = compiled(tmp_path, body)
    assert timeline.view == "microscope"
    with pytest.raises(UserError, match="view='microscope' is unknown; use 'membrane' or 'box'"):
        frame(timeline, None, 0)
