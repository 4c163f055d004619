"""What a verb that shows something gives where nothing is shown."""


class Unseen:
    """It has whatever is asked of it, and does nothing."""

    def __getattr__(self, name: str) -> "Unseen":
        return self

    def __call__(self, *_: object, **__: object) -> "Unseen":
        return self


UNSEEN = Unseen()
