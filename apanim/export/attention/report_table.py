"""The table of attention, as Markdown: sentence by sentence what is spoken of and how it is seen."""

from apanim.export.attention.sampled import Attended, SampledFilm

LEAST_SHARE, LEAST_SEEN, LONGEST_STILL_S, MOST_ONE_FRAMING = 0.04, 0.75, 6.0, 0.40
LEAST_TRACE = 0.25


def attention(film: SampledFilm) -> str:
    """Every sentence with what it speaks of, where that falls short, and the film as a whole."""
    out = [
        "# What the eye finds\n",
        "Each sentence with what it speaks of; for how much of it that is in sight and uncovered; how",
        "much of the frame it fills; whether it is lit (the rest dims, or a label points at it); how often",
        "it is seen to change; and for how long it stands still at most. `apanim attention` writes this.\n",
        "| scene, cue | speaks of | in sight | of the frame | lit | changes | still | falls short |",
        "|---|---|---|---|---|---|---|---|",
    ]
    out += [_row(one) for one in film.attended()]
    first = next(iter(film.framings.values()))
    out += [
        "",
        f"One framing has at most {first:.0%} of the film, of {len(film.framings)} framings; what is",
        f"spoken of stands still for {film.still_s:.1f} s at most; the picture is black at "
        f"{', '.join(f'{scene} {at_s:.1f} s' for scene, at_s in film.black) or 'no time'}.",
    ]
    return "\n".join(out) + "\n"


def short_of(one: Attended) -> list[str]:
    """What a sentence lacks, in words."""
    out = [] if one.in_sight else ["names nothing"]
    out += [f"{name} is hidden" for name, share in one.in_sight.items() if share < LEAST_SEEN]
    if one.in_sight and one.share < LEAST_SHARE and one.lit < 0.5:
        out.append("small and not lit")
    if "V" in one.in_sight and one.share < LEAST_TRACE:
        out.append("V(t) is small")
    if one.in_sight and one.changes == 0:
        out.append("stands still")
    if one.still_s > LONGEST_STILL_S:
        out.append(f"stands still for {one.still_s:.1f} s")
    return out


def _row(one: Attended) -> str:
    seen = f"{min(one.in_sight.values()):.0%}" if one.in_sight else ""
    lit = "yes" if one.lit >= 0.5 else "no"
    cells = (
        f"{one.scene}: `{one.cue.name}`", ", ".join(one.in_sight), seen, f"{one.share:.0%}", lit,
        f"{one.changes}", f"{one.still_s:.1f} s", "; ".join(short_of(one)),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"
