"""What of a lecture can be read: transcript, chapters, recap, the script for a recording, the coverage."""

from collections.abc import Iterable

from apanim.export.sheet import clock
from apanim.narration.captions import CaptionPage
from apanim.narration.subtitles import write_srt, write_vtt
from apanim.script.beats import Beat, missing, told
from apanim.script.programme import Score
from apanim.units import seconds


def papers(score: Score) -> dict[str, str]:
    """Every paper by the end of its file's name; each is UTF-8 text."""
    return {
        ".srt": write_srt(score.captions),
        ".vtt": write_vtt(score.captions),
        ".chapters.vtt": write_vtt(_chapter_pages(score)),
        ".chapters.txt": "".join(f"{clock(c.start_tick)} {c.title}\n" for c in score.chapters),
        ".transcript.txt": transcript(score),
        ".recap.md": recap(score),
    }


def transcript(score: Score) -> str:
    """Every sentence, a paragraph a chapter, under the chapter's title."""
    blocks = []
    for title, start, end in _stretches(score):
        said = " ".join(cue.text for cue in score.cues if start <= cue.start_tick < end)
        blocks.append(f"{title}\n\n{said}\n")
    return f"{score.title}\n\n" + "\n".join(blocks)


def recap(score: Score) -> str:
    """A written summary with the time of every sentence, and the terms it needs, as Markdown."""
    out = [f"# {score.title}\n"]
    for title, start, end in _stretches(score):
        out.append(f"## {clock(start)} {title}\n")
        out += [
            f"- **{clock(cue.start_tick // 600 * 600)}** {cue.text}"
            for cue in score.cues
            if start <= cue.start_tick < end
        ]
        out.append("")
    terms = {term: what for timeline in score.timelines for term, what in timeline.glossary.items()}
    if terms:
        out.append("## Glossary\n")
        out += [f"- **{term}**: {what}" for term, what in terms.items()]
        out.append("")
    return "\n".join(out)


def recording_script(score: Score) -> str:
    """What to read into which file, and how long each may take, as Markdown."""
    out = [
        f"# {score.title}: script for a recording\n",
        "Record each line into a WAV file of its name. The picture follows your pace; the lengths are only",
        "what the lecture was planned with. Then: `--voice recorded:FOLDER`.\n",
    ]
    for title, start, end in _stretches(score):
        out += [f"## {title}\n", "| file | seconds | read |", "|---|---|---|"]
        out += [
            f"| `{cue.name}.wav` | {seconds(cue.end_tick - cue.start_tick):.1f} | {cue.text} |"
            for cue in score.cues
            if start <= cue.start_tick < end
        ]
        out.append("")
    return "\n".join(out)


def coverage(score: Score, beats: Iterable[Beat]) -> str:
    """A table of every teaching point: where it is told, what is seen, what drives it, what is claimed."""
    out = [
        "# What the lecture covers\n",
        "Each teaching point with the scene and the sentence that make it, what is seen then, the model's",
        "quantity that drives the picture, and the claims that are checked against the model.",
        "`apanim coverage` writes this page.\n",
        "| point | | scene, cue | seen | quantity | claims |",
        "|---|---|---|---|---|---|",
    ]
    for beat in beats:
        spoken = told(beat, score.timelines, score.starts)
        lost = missing(beat, score.timelines)
        where = "<br>".join(f"{one.scene}: `{one.cue}`" for one in spoken)
        claims = "<br>".join(claim for one in spoken for claim in one.claims)
        where += "".join(f"<br>not told: `{cue}`" for cue in lost)
        cells = (beat.name, beat.point, where, beat.seen, beat.quantity, claims)
        out.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(out) + "\n"


def _stretches(score: Score) -> list[tuple[str, int, int]]:
    """(title, first tick, end) of every chapter; what comes before the first belongs to it."""
    starts = [c.start_tick for c in score.chapters] or [0]
    titles = [c.title for c in score.chapters] or [score.title]
    return list(zip(titles, [0, *starts[1:]], [*starts[1:], score.duration_tick], strict=True))


def _chapter_pages(score: Score) -> list[CaptionPage]:
    return [CaptionPage(start, end, (title,)) for title, start, end in _stretches(score)]
