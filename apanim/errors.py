"""The one error that a person may cause: what, where, and how to mend it, in a line."""


class UserError(Exception):
    """A mistake in a script, a catalogue, a command or a file. Its text is the whole message.

    The command prints it as one line and exits with code 2.
    """
