import json
import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue, fill
from apanim.narration.keylines import key_lines

HEAD = '[language]\ncode = "en-GB"\nname = "English"\n'  # lines 1 to 3


def load(tmp_path, text):
    path = tmp_path / "en.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Catalogue.load(path)


def told(tmp_path, text):
    with pytest.raises(UserError) as error:
        load(tmp_path, text)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_cue_is_shown_one_way_and_said_another(tmp_path):
    catalogue = load(
        tmp_path,
        HEAD
        + '[lexicon]\nmV = "millivolts"\n"−" = "minus"\n"K⁺" = "potassium"\n[glossary]\nrest = "Calm."\n'
        '[cues.a]\ntext = """At rest,\n  {rest:mV}."""\nterms = ["rest"]\n'
        '[cues.b]\ntext = "K⁺ leaves."\nsay = "K⁺ is leaving, {rest:mV}."\n',
    )
    a, b = (fill(catalogue.cue(name), {"rest": -70}) for name in "ab")
    assert a.display == "At rest, −70\N{NO-BREAK SPACE}mV."
    assert a.spoken == "At rest, minus seventy millivolts."
    assert (b.display, b.spoken) == ("K⁺ leaves.", "Potassium is leaving, minus seventy millivolts.")
    assert catalogue.cue("a").terms == ("rest",)
    assert (catalogue.language, catalogue.language_name) == ("en-GB", "English")


CODE = '[language]\ncode = "es"\nname = "español"\n[cues.a]\ntext = "Son {n:count}, no {m:int}."\n'


@pytest.mark.parametrize(
    ("thousand", "shown", "said"),
    [
        ("", "1.234.567", "1234567"),
        ("1\N{NO-BREAK SPACE}000", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "1234567"),
        ("1.000", "1.234.567", "1234567"),
        ("1000", "1234567", "1234567"),
    ],
)
def test_a_language_sets_thousands_apart_in_its_way_and_says_plain_digits(tmp_path, thousand, shown, said):
    words = f'[screen]\n"1,000" = "{thousand}"\n' if thousand else ""
    catalogue = load(tmp_path, CODE + words)
    line = fill(catalogue.cue("a"), {"n": 1234567.0, "m": 5000})
    assert line.display == f"Son {shown}, no 5000."
    assert said in line.spoken


@pytest.mark.parametrize("thousand", ["mil", "1 0000", "2.000", "1--000"])
def test_a_thousand_is_a_number(tmp_path, thousand):
    told_of = told(tmp_path, f'{CODE}[screen]\n"1,000" = "{thousand}"\n')
    assert told_of == "en.toml:7: write a thousand in figures, as '1.000', '1 000' or '1000'"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[cues.a]\ntxt = 'x'", "en.toml:5: cue 'a': unknown key 'txt'; did you mean 'text'?"),
        ("[cues.a]\nsay = 'x'", "en.toml:4: cue 'a': 'text' is missing; add text = \"...\" under [cues.a]"),
        ("[cues.a]\ntext = ' '", "en.toml:5: cue 'a': 'text' is empty; write its words, or remove the key"),
        ("[cues.a]\ntext = 3", "en.toml:5: cue 'a': 'text' must be text; write text = \"...\" with quotes"),
        ("[cues.a]\ntext = 'x'\nsay = []", "en.toml:6: cue 'a': 'say' must be text; write say = "),
        ("[cues.a]\ntext = 'x'\n\nterms = 'y'", "en.toml:7: cue 'a': 'terms' must be a list of texts"),
        ("[cues.a]\ntext = 'x'\nterms = ['y']", "en.toml:6: cue 'a': the glossary lacks 'y'; define it"),
        ("[cues.a]\ntext = 'x {v:Mv}'", "en.toml:5: cue 'a': no unit 'Mv' in '{v:Mv}'; did you mean 'mV'?"),
        (
            "[cues.a]\ntext = 'x'\n[cues.a]\ntext = 'y'",
            "en.toml:6: cue 'a': it is declared twice; rename or",
        ),
        ("[cues.a]\ntext = 'x'\ntext = 'y'", "en.toml:6: cue 'a': a key is written twice; remove"),
        ("[cues.a]\ntext = 'x", "en.toml:5: cue 'a': this is not TOML: "),
        ('[cues.a]\ntext = """x', "en.toml:5: cue 'a': this is not TOML: "),
        ("[cues.'a b']\ntext = 'x'", "en.toml:4: cue 'a b': a cue's name is letters, digits"),
        ("[cues]\na = 'x'", "en.toml:5: cue 'a': 'a' is no table; write it as [cues.a]"),
        ("[cue.a]\ntext = 'x'", "en.toml:4: unknown key 'cue'; did you mean 'cues'?"),
        ("[glossary]\nrest = 1\n[cues.a]\ntext = 'x'", "en.toml:5: 'rest' must be text; write"),
        ("", 'en.toml:1: there is no cue; add one as [cues.NAME] with text = "..."'),
    ],
)
def test_every_fault_names_file_line_cue_and_remedy(tmp_path, body, message):
    assert told(tmp_path, HEAD + body + "\n").startswith(message)


def test_a_language_without_code_is_told(tmp_path):
    assert told(tmp_path, "[language]\nname='x'\n") == (
        "en.toml:1: 'code' is missing; add code = \"...\" under [language]"
    )


def test_text_that_is_not_utf8_is_told_with_its_line(tmp_path):
    assert (
        told(tmp_path, b"# fine\n# caf\xe9\n")
        == "en.toml:2: this is not UTF-8 text; save the file as UTF-8"
    )


def test_a_missing_file_names_the_languages_there(tmp_path):
    (tmp_path / "es.toml").touch()
    with pytest.raises(UserError, match=r"en\.toml: No such file.*languages in that folder are: es$"):
        Catalogue.load(tmp_path / "en.toml")


def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path):
    text = HEAD + "[cues.a]\ntext = 'x'\n"
    assert load(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).cue("a").text.source == "x"


def test_an_unknown_cue_gets_the_nearest_name(english):
    with pytest.raises(UserError, match=r"^en\.toml: no cue 'treshold'; did you mean 'threshold'\?$"):
        english.cue("treshold")


def test_a_sign_without_a_spoken_form_is_told(tmp_path):
    catalogue = load(tmp_path, HEAD + "[cues.a]\ntext = 'Cl⁻ leaves.'\n")
    with pytest.raises(
        UserError, match=r"^en\.toml:5: cue 'a': no voice can read '⁻'.*add its word to \[lexicon\]$"
    ):
        fill(catalogue.cue("a"), {})


def test_lines_of_keys_in_awkward_toml():
    source = (
        '# [no.table]\n[a . "b c"] # note\nx = """\n[not.a.table]\ny = 1\n"""\nz = [\n  "]", # ]\n'
        "  { q = 1 },\n]\n"
        "'l=x' = '[n]'\n\n[[d]]\nk.m = '''\nx = 1'''\n[[d]]\nk.m = 2\nn = \"\\\"\\n\" \"o\\u0041\" = 1"
    ).replace(' "o', '\n"o')
    assert key_lines(source) == {
        ("a",): 2,
        ("a", "b c"): 2,
        ("a", "b c", "x"): 3,
        ("a", "b c", "z"): 7,
        ("a", "b c", "l=x"): 11,
        ("d",): 13,
        ("d", "0"): 13,
        ("d", "0", "k"): 14,
        ("d", "0", "k", "m"): 14,
        ("d", "1"): 16,
        ("d", "1", "k"): 17,
        ("d", "1", "k", "m"): 17,
        ("d", "1", "n"): 18,
        ("d", "1", "oA"): 19,
    }


def test_tables_in_arrays_in_arrays_are_told_apart():
    source = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[a.c]\ny = 3\n[[a.b]]\nx = 4\n"
    lines = key_lines(source)
    assert [lines[key] for key in (("a", "0", "b", "0", "x"), ("a", "0", "b", "1", "x"))] == [3, 5]
    assert lines["a", "1", "c", "y"] == 8
    assert lines["a", "1", "b", "0", "x"] == 10


names = st.text(st.sampled_from("ab.#[]='\" \\⁺"), min_size=1, max_size=4)
values = st.recursive(
    st.text(st.sampled_from("ab.#[]='\"\\\n{}"), max_size=8).map(json.dumps),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + "\n]"),
    max_leaves=4,
)


@given(st.dictionaries(names, st.dictionaries(names, values, max_size=3), max_size=4))
def test_lines_of_keys_in_any_toml(tables):
    source, expected = "", {}
    for table, content in tables.items():
        expected[(table,)] = source.count("\n") + 1
        source += f"[{json.dumps(table, ensure_ascii=False)}] # [x]\n"
        for key, value in content.items():
            expected[(table, key)] = source.count("\n") + 1
            source += f"{json.dumps(key, ensure_ascii=False)} = {value} # y = 1\n"
    assert {table: set(content) for table, content in tables.items()} == {
        table: set(content) for table, content in tomllib.loads(source).items()
    }
    assert key_lines(source) == expected


def test_lines_of_the_lecture_point_at_their_keys():
    source = (scenes_dir() / "narration" / "en.toml").read_text("utf-8")
    for path, line in key_lines(source).items():
        written = source.split("\n")[line - 1]
        assert re.match(rf'\[?([\w.]*\.)?"?{re.escape(path[-1])}"?\s*[\].=]', written), (
            path,
            line,
            written,
        )
