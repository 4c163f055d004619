"""Where `apanim` and `python -m apanim` begin: Ctrl-C is heeded before the half second of imports."""

import sys

from apanim import road, stop


def main() -> None:
    """Import the command and run it."""
    stop.on_signal(stop.leave)
    road.prepare(road.take_debug(sys.argv))
    from apanim.cli.command import main as command

    command()


if __name__ == "__main__":
    main()
