"""`apanim words`, `script` and `coverage`: what of a lecture can be read; `apanim lengths`."""

from typing import Annotated

import typer

from apanim.cli_open import LanguageOption, SceneArgument, VoiceOption, compile_reported


def words(
    scene: SceneArgument = None,
    output: Annotated[
        str, typer.Option("-o", "--output", help="A folder/, made if it is missing.")
    ] = "words/",
    voice: VoiceOption = None,
    language: LanguageOption = "en",
) -> None:
    """Save captions (SRT, VTT), chapters, transcript and a time-stamped recap, as the voice times them."""
    from apanim.export.papers import papers
    from apanim.export.target import folder_target
    from apanim.export.whole import write_text

    folder = folder_target(output)
    score = compile_reported(scene, voice, language)
    for ending, text in papers(score).items():
        path = folder / f"{score.name}{ending}"
        write_text(path, text)
        typer.echo(f"{path}")


def script(
    scene: SceneArgument = None,
    output: Annotated[str, typer.Option("-o", "--output", help="A .md file.")] = "script.md",
    language: LanguageOption = "en",
) -> None:
    """Save what to read for a recording: every cue's name, its words and how long they may take."""
    from apanim.export.papers import recording_script
    from apanim.export.target import file_target
    from apanim.export.whole import write_text

    path = file_target(output, ".md")
    write_text(path, recording_script(compile_reported(scene, "silent", language)))
    typer.echo(f"{path}")


def coverage(
    output: Annotated[str, typer.Option("-o", "--output", help="A .md file.")] = "coverage.md",
) -> None:
    """Save which sentence, picture, quantity and claim makes each teaching point of the lecture."""
    from apanim.data import scenes_dir
    from apanim.export.papers import coverage as table
    from apanim.export.target import file_target
    from apanim.export.whole import write_text
    from apanim.script.beats import load_beats

    path = file_target(output, ".md")
    beats = load_beats(scenes_dir() / "beats.toml")
    write_text(path, table(compile_reported(None, "silent", "en"), beats))
    typer.echo(f"{path}")


def lengths() -> None:
    """Keep how long the built-in voice speaks each line of apanim's own scenes, beside their words."""
    from apanim.export.whole import write_text
    from apanim.narration.lengths import lengths_file
    from apanim.script.lengths import lengths_toml

    lengths_file().parent.mkdir(exist_ok=True)
    write_text(lengths_file(), lengths_toml())
    typer.echo(f"{lengths_file()}")
