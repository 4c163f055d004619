"""Labels: a dot on a part, a leader that grows out of it, and words where nothing else is.

A view tells what each part is and where its words may stand (`Labelled`); `labels` does the rest.
"""

from apanim.picture.labels.draw import LabelStyle
from apanim.picture.labels.engine import Labelled, LabelWay, Placed, labels, words_box

__all__ = ["LabelStyle", "LabelWay", "Labelled", "Placed", "labels", "words_box"]
