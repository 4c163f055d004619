"""The one error that a person may cause: what, where, and how to mend it, in a line."""


class UserError(Exception):
    """A mistake in a script, a catalogue, a command or a file. Its text is the whole message.

    The command prints it as one line and exits with code 2.
    """


class ChildError(UserError):
    """What a further process of the program has ended by: its line, and the exit code that goes with it."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code

    def __reduce__(self) -> tuple[type["ChildError"], tuple[str, int]]:
        return type(self), (str(self), self.code)  # it comes out of that process
