"""What of a lecture can be read: transcript, chapters, recap, the script for a recording, the coverage."""

from collections.abc import Iterable
from typing import Any

from apanim.data import scenes_dir
from apanim.letters.direction import in_plain
from apanim.narration.captions import CaptionPage, write_srt, write_vtt
from apanim.script.beats import Beat, load_beats, missing, told
from apanim.script.programme import Programme
from apanim.units import clock, seconds


def papers(programme: Programme) -> dict[str, str]:
    """Every paper by the end of its file's name; each is UTF-8 text."""
    return {
        ".srt": write_srt(programme.captions),
        ".vtt": write_vtt(programme.captions),
        ".chapters.vtt": write_vtt(_chapter_pages(programme)),
        ".chapters.txt": "".join(
            f"{clock(c.start_tick)} {in_plain(c.title)}\n" for c in programme.chapters
        ),
        ".transcript.txt": transcript(programme),
        ".recap.md": recap(programme),
    }


def transcript(programme: Programme) -> str:
    """Every sentence, a paragraph a chapter, under the chapter's title."""
    blocks = []
    for title, start, end in _stretches(programme):
        said = " ".join(in_plain(cue.text) for cue in programme.cues if start <= cue.start_tick < end)
        blocks.append(f"{title}\n\n{said}\n")
    return f"{programme.title}\n\n" + "\n".join(blocks)


def recap(programme: Programme) -> str:
    """A written summary with the time of every sentence, and the terms it needs, as Markdown."""
    out = [f"# {programme.title}\n"]
    for title, start, end in _stretches(programme):
        out.append(f"## {clock(start)} {title}\n")
        out += [
            f"- **{clock(cue.start_tick // 600 * 600)}** {in_plain(cue.text)}"
            for cue in programme.cues
            if start <= cue.start_tick < end
        ]
        out.append("")
    terms = {term: what for timeline in programme.timelines for term, what in timeline.glossary.items()}
    if terms:
        out.append("## Glossary\n")
        out += [f"- **{term}**: {what}" for term, what in terms.items()]
        out.append("")
    return "\n".join(out)


def recording_script(programme: Programme) -> str:
    """What to read into which file, and how long each may take, as Markdown."""
    out = [
        f"# {programme.title}: script for a recording\n",
        "Record each line into a WAV file of its name. The picture follows your pace; the lengths are only",
        "what the lecture was planned with. Then: `--voice recorded:FOLDER`.\n",
    ]
    for title, start, end in _stretches(programme):
        out += [f"## {title}\n", "| file | seconds | read |", "|---|---|---|"]
        out += [
            f"| `{cue.name}.wav` | {seconds(cue.end_tick - cue.start_tick):.1f} | {in_plain(cue.text)} |"
            for cue in programme.cues
            if start <= cue.start_tick < end
        ]
        out.append("")
    return "\n".join(out)


def coverage(programme: Programme, beats: Iterable[Beat]) -> str:
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
        spoken = told(beat, programme.timelines, programme.zeros)
        lost = missing(beat, programme.timelines)
        where = "<br>".join(f"{one.scene}: `{one.cue}`" for one in spoken)
        claims = "<br>".join(claim for one in spoken for claim in one.claims)
        where += "".join(f"<br>not told: `{cue}`" for cue in lost)
        cells = (beat.name, beat.point, where, beat.seen, beat.quantity, claims)
        out.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(out) + "\n"


def row(programme: Programme) -> dict[str, Any]:
    """A scene or a lecture with its chapters, cues and times, for JSON."""
    return {
        "scene": programme.name,
        "title": programme.title,
        "duration_s": seconds(programme.duration_tick),
        "chapters": [{"title": c.title, "start_s": seconds(c.start_tick)} for c in programme.chapters],
        "cues": [
            {
                "cue": c.name,
                "start_s": seconds(c.start_tick),
                "end_s": seconds(c.end_tick),
                "text": in_plain(c.text),
            }
            for c in programme.cues
        ],
    }


def lecture_row(programme: Programme) -> dict[str, Any]:
    """The lecture for JSON: a `row` with its parts and its teaching points."""
    beats = [
        {
            "beat": beat.name,
            "point": beat.point,
            "covered": not missing(beat, programme.timelines),
            "cues": [
                {"cue": one.cue, "scene": one.scene, "start_s": seconds(one.start_tick)}
                for one in told(beat, programme.timelines, programme.zeros)
            ],
        }
        for beat in load_beats(scenes_dir() / "beats.toml")
    ]
    parts = [
        {"scene": timeline.name, "title": timeline.word(timeline.title), "start_s": seconds(start)}
        for start, timeline in zip(programme.starts, programme.timelines, strict=True)
    ]
    return {**row(programme), "parts": parts, "beats": beats}


def _stretches(programme: Programme) -> list[tuple[str, int, int]]:
    """(title, first tick, end) of every chapter; what comes before the first belongs to it."""
    starts = [c.start_tick for c in programme.chapters] or [0]
    titles = [c.title for c in programme.chapters] or [programme.title]
    return list(zip(titles, [0, *starts[1:]], [*starts[1:], programme.duration_tick], strict=True))


def _chapter_pages(programme: Programme) -> list[CaptionPage]:
    return [CaptionPage(start, end, (title,)) for title, start, end in _stretches(programme)]
