"""Where `apanim` and `python -m apanim` begin: Ctrl-C is heeded before the half second of imports."""

from apanim import stop


def main() -> None:
    """Import the command and run it."""
    stop.on_signal(stop.leave)
    from apanim.cli import main as command

    command()


if __name__ == "__main__":
    main()
