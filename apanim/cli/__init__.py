"""The command line: every command is a function, its options are its arguments."""
