"""Where the two processes begin: their rooms are imported there, and not in the window."""

from multiprocessing.connection import Connection

from apanim.window.processes.messages import Start


def renderer(start: Start, name: str, slot_bytes: int, window: Connection, preparer: Connection) -> None:
    """Begin the renderer."""
    from apanim.window.processes.renderer import render

    render(start, name, slot_bytes, window, preparer)


def preparer(start: Start, window: Connection, renderer: Connection) -> None:
    """Begin the preparer."""
    from apanim.window.processes.preparer import prepare

    prepare(start, window, renderer)
