"""Numbers as English words, because a voice's own reading of digits differs from voice to voice."""

_ONES = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_GROUPS = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))


def cardinal(n: int) -> str:
    """`n` in British English: 137 is 'one hundred and thirty-seven'. Raises ValueError below zero."""
    if n < 0:
        raise ValueError(f"{n} is negative; say its sign apart")
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_ONES[n // 100]} hundred" + (f" and {cardinal(n % 100)}" if n % 100 else "")
    size, name = next(group for group in _GROUPS if n >= group[0])
    head, rest = divmod(n, size)
    link = " and " if rest < 100 else " "
    return f"{cardinal(head)} {name}" + (f"{link}{cardinal(rest)}" if rest else "")


def in_words(numeral: str) -> str:
    """A written number without its sign, such as '8,000' or '1.5', in words."""
    whole, _, decimals = numeral.replace(",", "").partition(".")
    words = cardinal(int(whole))
    if decimals:
        words += " point " + " ".join(_ONES[int(digit)] for digit in decimals)
    return words
