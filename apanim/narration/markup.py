"""Charges as markup: 'Na⁺' becomes 'Na^+', because no face of the lecture's type has a raised plus."""

import re

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+−", strict=True))
_RUN = re.compile(f"[{''.join(_RAISED)}]+")


def markup(text: str) -> str:
    """`text` with each run of raised characters as '^' and plain ones: 'Ca²⁺' is 'Ca^2+', 'Cl⁻' 'Cl^−'.

    A raised part lasts as long as digits and signs follow the '^'.
    """
    return _RUN.sub(lambda match: "^" + "".join(_RAISED[c] for c in match.group()), text)
