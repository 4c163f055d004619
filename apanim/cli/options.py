"""What the commands share: their options, what they are asked for, and the work with its progress told."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    # each takes its time to import, and help needs none of it
    from apanim.export.clip import Painting
    from apanim.export.progress import Report, Telling
    from apanim.lab.setup_file import LabSetup
    from apanim.narration.catalogue import Catalogue
    from apanim.narration.speech import Voice
    from apanim.picture.theme import Theme
    from apanim.script.programme import Programme

SceneArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[SCENE]",
        help="A scene's name or .py, a lecture's or a set-up's .toml; the lecture if absent.",
    ),
]
VOICES = "hibari, silent, espeak-ng, recorded:DIR"
VoiceOption = Annotated[
    str | None,
    typer.Option("--voice", help=f"Who speaks: {VOICES}; hibari if absent, for other languages espeak-ng."),
]
LanguageOption = Annotated[str, typer.Option("--language", help="Language of the narration.")]
SizeOption = Annotated[str, typer.Option("--size", help="Width x height in pixels, both even.")]
PresetOption = Annotated[
    str | None,
    typer.Option(
        "--preset",
        help="draft (960x540), lecture (1920x1080, the usual), smooth (60 a second), print (3840x2160), "
        "square (1080x1080) or tall (1080x1920).",
    ),
]
OwnSizeOption = Annotated[
    str | None, typer.Option("--size", help="Width x height in pixels, both even; else the preset's.")
]
OwnFpsOption = Annotated[
    int | None,
    typer.Option(
        "--fps", help="Frames a second: 8, 10, 12, 15, 20, 24, 25, 30, 50 or 60; else the preset's."
    ),
]
FpsOption = Annotated[int, typer.Option("--fps", help="Frames a second: 24, 25, 30, 50 or 60.")]
ThemeOption = Annotated[
    str, typer.Option("--theme", help="Colours: dark, contrast (high contrast) or light (for print).")
]
TextSizeOption = Annotated[str, typer.Option("--text-size", help="normal or large.")]
MotionOption = Annotated[
    bool, typer.Option("--reduced-motion", help="Cuts in place of camera moves, and no decorative motion.")
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", help="Processes that paint; if absent what suits this machine."),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS|local:N",
        help="Paint on a Dask cluster, or on one of N workers here.",
    ),
]
BackgroundOption = Annotated[
    str,
    typer.Option(
        "--background", help="own, or none: see-through, in .webm, .mov (ProRes), .webp, .avif and .png."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Say nothing but what goes wrong.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Tell progress and result as JSON, a line each.")]


@dataclass(frozen=True)
class Asked:
    """A scene or a lecture that there is, in a language that it has, by a voice that speaks it."""

    spec: str
    voice: str
    language: str
    opens: str = ""  # a set-up of the laboratory that begins in it

    @property
    def title(self) -> str:
        """The lecture's; of a scene its name, until it is read."""
        from apanim.script.lecture import find_order

        order = find_order(self.spec)
        return Path(self.spec).stem if order is None else order.title

    def compiled(self, telling: "Telling | None" = None) -> "Programme":
        """The programme, with progress told while it is read. Raises UserError as compiling does."""
        from apanim.script.contained import at_work
        from apanim.script.programme import compile_programme
        from apanim.script.sound import recorded_before

        with reported("reading the script", "scenes", telling, at_work) as report:
            programme = compile_programme(self.spec, self.voice, self.language, report)
        for line in recorded_before(programme.scenes):
            typer.echo(f"apanim: {line}", err=True)
        borrowed = [name for timeline in programme.timelines for name in timeline.borrowed]
        if borrowed:
            typer.echo(
                f"apanim: told in English, missing in {self.language}: {', '.join(borrowed)}", err=True
            )
        return programme


@dataclass(frozen=True)
class AskedSetup:
    """A set-up of the laboratory, called `opens` by its asker, its words in a language that there is."""

    opens: str
    setup: "LabSetup"
    language: str

    @property
    def spec(self) -> str:
        """The scene that it begins in."""
        return self.setup.start.scene

    @property
    def voice(self) -> str:
        """Who sets that scene's pace."""
        return self.setup.start.voice

    @property
    def title(self) -> str:
        return self.setup.title_in(self.language) or self.setup.name

    def compiled(self, telling: "Telling | None" = None) -> "Programme":
        """The programme of its run. Raises UserError where it begins in a scene that has changed."""
        from apanim.data import scenes_dir
        from apanim.lab.programme import LabProgramme
        from apanim.script.find import find_catalogue

        with reported("moving ions", "steps", telling) as report:
            screen = find_catalogue(scenes_dir(), self.language).screen
            return LabProgramme(self.setup, self.language, screen, report)


def shown(scene: str | None, voice: str | None, language: str) -> Asked | AskedSetup:
    """What is to be shown: as `asked`, or the run of a set-up's file. Raises UserError as that does."""
    from apanim.errors import UserError
    from apanim.script.lecture import is_setup

    if scene is None or not is_setup(scene):
        return asked(scene, voice, language)
    if voice not in (None, "silent"):
        raise UserError(f"--voice {voice}: nobody speaks in a set-up of the laboratory; leave it out")
    return shown_setup(scene, language)


def shown_setup(spec: str, language: str) -> AskedSetup:
    """A set, an experiment or a set-up's file. Raises UserError for what there is not, or is wrong."""
    from apanim.data import scenes_dir
    from apanim.lab.setup_file import find_setup
    from apanim.script.find import find_catalogue

    find_catalogue(scenes_dir(), language)
    return AskedSetup(spec, find_setup(spec), language)


def asked(scene: str | None, voice: str | None, language: str) -> Asked:
    """What is to be shown. Raises UserError for what there is not, before a script is read."""
    from apanim.narration.voices import usual_voice, voice_named
    from apanim.script.lecture import LECTURE, words_of

    spec = LECTURE if scene is None else scene
    speaker = usual_voice(language) if voice is None else voice
    voice_named(speaker, words_of(spec, language).language)
    return Asked(spec, speaker, language)


def tongues_of(
    wanted: Asked | AskedSetup, languages: str | None
) -> "tuple[dict[str, Catalogue], dict[str, Voice]]":
    """The narrations of a film by language, its own first, and who speaks the others.

    A language that nobody speaks here has captions alone, which is told. Raises UserError for one that
    there is not, and for more than its own where nothing is said.
    """
    from apanim.errors import UserError
    from apanim.export.languages import catalogues
    from apanim.narration.voices import speakers

    if isinstance(wanted, AskedSetup):
        if languages is not None:
            raise UserError(f"--languages {languages}: nothing is said in a set-up of the laboratory")
        return {}, {}
    narrations = catalogues(wanted.spec, languages or wanted.language, wanted.language)
    others = [code for code in narrations if code != wanted.language]
    voices = speakers({code: narrations[code].language for code in others}, wanted.voice)
    if mute := [code for code in others if code not in voices and wanted.voice != "silent"]:
        typer.echo(
            f"apanim: {', '.join(mute)}: captions only; espeak-ng, which would speak, is missing", err=True
        )
    return narrations, voices


def baked(
    programme: "Programme", only_at_tick: int | None = None, telling: "Telling | None" = None
) -> "Programme":
    """The programme with its tapes, or the one at a tick, with progress told. Raises UserError."""
    with reported("moving ions", "steps", telling) as report:
        programme.bake(report, only_at_tick)
    return programme


def painter(programme: "Programme", size: tuple[int, int], look: "LookOptions | None" = None) -> "Painting":
    """What paints any tick of the programme at `size` (width, height). Raises UserError for a bad size."""
    from apanim.export.clip import Painting
    from apanim.picture.frame import Look as Drawn

    look = look or LookOptions()
    drawn = Drawn(
        look.captions,
        look.caption_room,
        text_scale=look.text_scale,
        reduced_motion=look.reduced_motion,
        ground=look.ground,
        logo=look.theme is not None and bool(look.theme.logo),
    )
    return Painting(programme, size, look.theme, drawn)


@dataclass(frozen=True)
class LookOptions:
    """How the picture suits its viewer."""

    theme: "Theme | None" = None
    text_scale: float = 1.0
    reduced_motion: bool = False
    captions: bool = True
    caption_room: bool = True
    ground: bool = True


def look_of(theme: str, text_size: str, scene: str | None, reduced_motion: bool = False) -> LookOptions:
    """The look of these options, in the colours of the house that `scene` is of. Raises UserError for one
    that there is not."""
    from apanim.picture.text_size import text_scale
    from apanim.picture.theme import own_theme
    from apanim.script.folders import theme_file

    return LookOptions(own_theme(theme, theme_file(scene)), text_scale(text_size), reduced_motion)


def open_window(wanted: Asked | AskedSetup, size: tuple[int, int], look: "LookOptions") -> None:
    """Play it until the viewer closes the window. Raises UserError where there is no display."""
    from apanim.data import laid_over
    from apanim.window.display import require_display
    from apanim.window.play import play
    from apanim.window.processes.messages import Start

    require_display()
    start = Start(
        wanted.spec, wanted.voice, wanted.language, look.theme, look.text_scale, look.reduced_motion,
        wanted.opens, str(laid_over() or ""),
    )  # fmt: skip
    play(start, wanted.title, size)


def telling_of(quiet: bool, as_json: bool) -> "Telling":
    """How to tell what is done, by `--quiet` and `--json`. Raises UserError for both."""
    from apanim.errors import UserError
    from apanim.export.progress import Telling

    if quiet and as_json:
        raise UserError("--quiet and --json: one says nothing, the other all; leave one out")
    return Telling.QUIET if quiet else Telling.JSON if as_json else Telling.SHOWN


def reported(
    what: str, unit: str, telling: "Telling | None" = None, where: "Callable[[], str]" = str
) -> "Report":
    """`with reported("painting", "frames") as report: ... report(done, total)`, on standard error."""
    from apanim.export.progress import Report, Telling

    return Report(what, unit, telling=telling or Telling.SHOWN, where=where)


def write_file(path: Path, text: str) -> None:
    """Put `text` under `path` and say so. Raises UserError when the disk is full or refuses."""
    from apanim.export.whole import write_text

    write_text(path, text)
    typer.echo(f"{path}")
