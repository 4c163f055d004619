"""What is said of an error, whoever raised it, and the exit code that goes with it."""

import errno
import pickle

import pygame
import pytest

from apanim.errors import ChildError, UserError
from apanim.road import told

NO_MEMORY = "there is not memory enough for this; a smaller --size and fewer --workers need less"


def caused(by):
    error = RuntimeError("something")
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "says", "code"),
    [
        (UserError("a.py:1: so"), "a.py:1: so", 2),
        (ChildError("so it is", 1), "so it is", 1),
        (MemoryError(), NO_MEMORY, 1),
        (pygame.error("Out of memory"), NO_MEMORY, 1),
        (caused(pygame.error("Out of memory")), NO_MEMORY, 1),
        (ImportError("x.so: failed to map segment from shared object"), NO_MEMORY, 1),
        (pygame.error("No video device"), "error: No video device; a fault of apanim's own", 1),
        (caused(OSError(errno.EMFILE, "Too many open files")), "no more files at once", 1),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device", 1),
    ],
)
def test_an_error_is_a_line_and_a_code(error, says, code):
    line, ends = told(error)
    assert says in line
    assert ends == code


def test_what_a_process_has_ended_by_comes_out_of_it_whole():
    error = pickle.loads(pickle.dumps(ChildError("so it is", 1)))
    assert told(error) == ("so it is", 1)
