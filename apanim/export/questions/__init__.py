"""Questions on each chapter: from the claims and numbers of its sentences, answered by the model."""

from apanim.export.questions.asked import PER_CHAPTER, Question, questions_in

__all__ = ["PER_CHAPTER", "Question", "questions_in"]
