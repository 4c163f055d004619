"""Write the guide's page of commands from the commands themselves:  python docs/tools/guide_commands.py"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from apanim.cli.command import app

PAGE = Path(__file__).resolve().parents[1] / "commands.md"
_HEAD = """# Commands and options

What `apanim --help` and `apanim COMMAND --help` say. Without a scene's name a command takes the lecture."""


def page() -> str:
    """The page: a heading for each command, and a table of all that it takes."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    group: Any = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        yield f"\n## apanim {name}\n\n{command.help}"
        if rows := [_row(one) for one in command.params if one.name != "help"]:
            yield "\n| takes | which is | if absent |\n|---|---|---|"
            yield from rows


def _row(one: Any) -> str:
    """What a command takes, what that means, and what it is if it is absent."""
    is_option = one.param_type_name == "option"
    names = ", ".join(f"`{name}`" for name in one.opts) if is_option else f"`{one.metavar or one.name}`"
    if is_option and one.metavar:
        names += f" `{one.metavar}`"
    usual = "" if one.default in (None, False) or one.required else f"`{one.default}`"
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (names, one.help, usual)) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
