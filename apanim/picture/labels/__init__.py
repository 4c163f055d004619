"""Labels: a dot on a part, a leader that grows out of it, and words where nothing else is.

A view tells what each part is and where its words may stand (`Labelled`); `labels` does the rest.
"""

from apanim.picture.labels.draw import Style
from apanim.picture.labels.engine import Labelled, Placed, Way, labels, words_box

__all__ = ["Labelled", "Placed", "Style", "Way", "labels", "words_box"]
