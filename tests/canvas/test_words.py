"""The canvas of words says everything, the same way every time."""

from made import MadeTape, full_timeline

from apanim.canvas.text import as_text
from apanim.picture.frame import frame


def test_each_item_is_one_line_with_its_fields():
    drawn = frame(full_timeline(), MadeTape(), 9900)
    lines = as_text(drawn).splitlines()
    assert len(lines) == len(drawn.items)
    assert lines[0].startswith("Scenery name='membrane/backdrop'")
    assert any("text='Na⁺ rushes in'" in line for line in lines)
    assert any(line.startswith("Dim") for line in lines)
    assert not any("object at" in line for line in lines)


def test_it_tells_frames_apart():
    show, tape = full_timeline(), MadeTape()
    assert as_text(frame(show, tape, 9900)) != as_text(frame(show, tape, 9920))
    assert as_text(frame(show, tape, 9900)) == as_text(frame(show, MadeTape(), 9900))
