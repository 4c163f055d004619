"""Words that no scene says are named; those of a scene beside them are not."""

from command import apanim
from helpers import WORDS, write_scene

from apanim.script.unsaid import unsaid


def test_a_cue_that_no_scene_says_is_named(tmp_path):
    path = write_scene(
        tmp_path, 's.say("hello")', WORDS + '\n[cues.forgotten]\ntext = "Nobody hears this."\n'
    )
    assert unsaid(tmp_path, "en") == ["peak", "forgotten"]
    (tmp_path / "other.py").write_text('CUES = ["peak"]\n', encoding="utf-8")
    assert unsaid(tmp_path, "en") == ["forgotten"]
    assert unsaid(tmp_path, "xx") == []
    done = apanim(tmp_path, "check", path.name)
    assert done.returncode == 0, done.stderr
    assert "narration/en.toml: no scene beside it says 'forgotten'" in done.stderr
