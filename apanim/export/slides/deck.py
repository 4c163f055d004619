"""The slides: what goes on them of a programme, and they themselves, as PowerPoint and LibreOffice read
them (OOXML)."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Length, Pt

from apanim import __version__
from apanim.export.questions import Question
from apanim.picture.theme import Theme
from apanim.script.programme import Programme
from apanim.units import TICKS_PER_S, clock

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)  # 16:9
_MARGIN = Inches(0.5)
_TITLE_TOP, _TITLE_HEIGHT = Inches(0.2), Inches(0.75)
_CLIP_TOP, _CLIP_HEIGHT = Inches(1.0), Inches(5.9)
_FOOT_TOP, _FOOT_HEIGHT = Inches(6.98), Inches(0.4)
_INDENT = Inches(0.4)
_TITLE_ONLY, _TITLE_AND_TEXT = 5, 1  # layouts of the template that python-pptx begins with
_FONT = "Manrope"


@dataclass(frozen=True)
class ChapterSlide:
    """One chapter: ticks of the programme, the one of its poster, its sentences, and where it is from."""

    number: int
    title: str
    from_tick: int
    to_tick: int
    poster_tick: int
    sentences: tuple[str, ...]
    source: str


def chapter_slides(programme: Programme) -> tuple[ChapterSlide, ...]:
    """A slide for every chapter; what comes before the first belongs to it."""
    chapters = programme.chapters
    starts = [0, *(chapter.start_tick for chapter in chapters[1:])]
    titles = [chapter.title for chapter in chapters] or [programme.title]
    ends = [*starts[1:], programme.duration_tick]
    return tuple(
        _slide(programme, number, title, start, end)
        for number, (title, start, end) in enumerate(zip(titles, starts, ends, strict=True))
    )


def _slide(programme: Programme, number: int, title: str, start: int, end: int) -> ChapterSlide:
    cues = [cue for cue in programme.cues if start <= cue.start_tick < end]
    # As the last sentence ends, what the chapter tells has been shown.
    poster = cues[-1].end_tick if cues else (start + end) // 2
    scene = programme.timelines[programme.scene_at(start)]
    named = (
        programme.title if len(programme.scenes) == 1 else f"{programme.title}: {scene.word(scene.title)}"
    )
    stretch = "–".join(clock(tick // TICKS_PER_S * TICKS_PER_S) for tick in (start, end))
    source = f"{named}, {stretch}. apanim {__version__}, Hodgkin–Huxley model"
    return ChapterSlide(
        number, title, start, end, min(poster, end - 1), tuple(c.text for c in cues), source
    )


@dataclass(frozen=True)
class Colours:
    """The three colours of a slide, '#RRGGBB'."""

    ground: str
    ink: str
    quiet: str

    @classmethod
    def of(cls, theme: Theme) -> "Colours":
        """Those of a theme's pictures."""
        return cls(*(theme.hex(f"@{role}") for role in ("ground.outside.1", "text.ink", "text.quiet")))


class Deck:
    """Slides, one after the other, in the colours of a theme. `language` is a BCP 47 tag ("es")."""

    def __init__(self, title: str, language: str, colours: Colours) -> None:
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = _WIDTH, _HEIGHT
        about = self._deck.core_properties
        about.title, about.language, about.author = title, language, "apanim"
        self._language, self._colours = language, colours

    def add_chapter(
        self, chapter: ChapterSlide, clip: Path, poster_jpeg: bytes, size: tuple[int, int]
    ) -> None:
        """A slide with a clip (MP4) of `size` pixels, its poster, and notes."""
        slide = self._slide(_TITLE_ONLY, chapter.title)
        height = min(_CLIP_HEIGHT, round((_WIDTH - 2 * _MARGIN) * size[1] / size[0]))
        width = round(height * size[0] / size[1])
        left, top = (_WIDTH - width) // 2, _CLIP_TOP + (_CLIP_HEIGHT - height) // 2
        movie = slide.shapes.add_movie(
            str(clip), Length(left), Length(top), Length(width), Length(height),
            poster_frame_image=io.BytesIO(poster_jpeg), mime_type="video/mp4",
        )  # fmt: skip
        told = " ".join(chapter.sentences)
        movie.name = chapter.title
        movie._element._nvXxPr.cNvPr.set("descr", told or chapter.title)  # what a screen reader says
        foot = slide.shapes.add_textbox(_MARGIN, _FOOT_TOP, Length(_WIDTH - 2 * _MARGIN), _FOOT_HEIGHT)
        self._write(foot.text_frame, [chapter.source], 12, self._colours.quiet)
        self._note(slide, [*chapter.sentences, chapter.source])

    def add_questions(self, title: str, questions: list[Question]) -> None:
        """A slide with the questions on a chapter; the right choices and why are in its notes."""
        slide = self._slide(_TITLE_AND_TEXT, title)
        body = cast(SlidePlaceholder, slide.placeholders[1])
        body.left, body.top, body.width, body.height = (
            _MARGIN, _CLIP_TOP, Length(_WIDTH - 2 * _MARGIN), _CLIP_HEIGHT,
        )  # fmt: skip
        lines, levels, answers = [], [], []
        for number, question in enumerate(questions, start=1):
            lines += [f"{number}. {question.ask}", *(_lettered(question))]
            levels += [0] + [1] * len(question.choices)
            right = _lettered(question)[question.right]
            answers.append(f"{number}. {right}. {question.because}")
        self._write(body.text_frame, lines, 18, self._colours.ink, levels)
        self._note(slide, answers)

    def save(self, path: Path) -> None:
        self._deck.save(str(path))

    def _slide(self, layout: int, title: str) -> Slide:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        fill = slide.background.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(self._colours.ground[1:])
        head = slide.shapes.title
        assert head is not None  # both layouts have one
        head.left, head.top = _MARGIN, _TITLE_TOP
        head.width, head.height = Length(_WIDTH - 2 * _MARGIN), _TITLE_HEIGHT
        self._write(head.text_frame, [title], 30, self._colours.ink, bold=True)
        return slide

    def _write(
        self, frame: TextFrame, lines: list[str], size_pt: float, colour: str,
        levels: list[int] | None = None, bold: bool = False,
    ) -> None:  # fmt: skip
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if levels is None else MSO_ANCHOR.TOP
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            if levels:
                paragraph.level = levels[number]
                paragraph.space_before = Pt(0 if levels[number] else 10)
                plain = paragraph._p.get_or_add_pPr()
                plain.set("marL", str(int(levels[number] * _INDENT)))
                plain.set("indent", "0")
                plain.append(OxmlElement("a:buNone"))
            run = paragraph.add_run()
            run.text = line
            font = run.font
            font.name, font.size = _FONT, Pt(size_pt)
            font.bold = bold or (levels is not None and levels[number] == 0)
            font.color.rgb = RGBColor.from_string(colour[1:])
            run._r.get_or_add_rPr().set("lang", self._language)

    def _note(self, slide: Slide, lines: list[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(lines)


def _lettered(question: Question) -> list[str]:
    return [f"{chr(ord('A') + place)}  {choice}" for place, choice in enumerate(question.choices)]
