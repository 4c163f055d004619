"""An experiment in its panel: predicted by hand, watched, and answered."""

import pytest

from apanim.lab.cards import all_cards

CARDS = all_cards("en")


def labelled(room, text):
    return next(one for one in room.widgets() if getattr(one, "label", "") == text)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_click_on_a_choice_is_the_prediction(room, number):
    here = room(panels=("experiments",), cards=CARDS)
    here.panels.try_card(CARDS[2])
    here.go()
    here.click(labelled(here, CARDS[2].choices[number]).rect.center)
    assert here.deeds == [("reveal",)]
    assert here.panels.close_trial()


def test_a_card_opens_its_panel_and_an_answer_ends_the_trial(room):
    here = room(cards=CARDS)
    here.panels.try_card(CARDS[0])
    here.go()
    assert "experiments" in here.panels.wanted
    here.click(labelled(here, CARDS[0].choices[1]).rect.center)
    here.panels.revealed(1, 1.08)
    here.go()
    assert not here.panels.close_trial()
    assert not [one for one in here.widgets() if getattr(one, "label", "") in CARDS[0].choices]
