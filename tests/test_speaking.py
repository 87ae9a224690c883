"""The command line speaks one language in one answer: that of --lang, else of the locale, else Dutch."""

import ast
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.cli.speaking import language_of
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import PHRASES, failure_of_file
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import parse_json
from tests.conftest import CHECKOUT
from tests.imports import constants, modules

GHENT = str(CHECKOUT / "examples" / "ghent-crm.json")
DUTCH = re.compile(r"\b(Gebruik|Opties|Voorbeeld|Fout|Hulp|standaard|verplicht|ontbreekt|bestaat|geen|een|het|niet)\b")
ENGLISH = re.compile(r"(?<![-“])\b(Usage|OPTIONS|Options|Example|Error|Help|required|missing|the|not|no|with)\b")


def paths(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from paths(inner, (*path, name))


@pytest.mark.parametrize("path", list(paths()), ids=lambda path: " ".join(path) or "advisor")
def test_help_speaks_one_language(path: tuple[str, ...]) -> None:
    """Every command and option has its help in both languages, and no word of the one stands in the other."""
    dutch, english = (
        CliRunner().invoke(main, [*path, "--lang", language, "--help"], prog_name="advisor") for language in LANGUAGES
    )
    assert (dutch.exit_code, english.exit_code, dutch.stderr, english.stderr) == (0, 0, "", "")
    for told, own, other in ((dutch.stdout, DUTCH, ENGLISH), (english.stdout, ENGLISH, DUTCH)):
        text = re.split(r"\n  (?:Voorbeeld|Example):\n", told)[0]
        assert own.search(text)
        assert other.search(text) is None, other.search(text)
    assert CliRunner().invoke(main, [*path, "--help"], prog_name="advisor").stdout == dutch.stdout


WRONG = {  # what is wrong, with its Dutch and English
    "advice": ("De opdracht “advice” bestaat niet. Bedoelt u “advise”?", "There is no command “advice”."),
    "advise": ("PROFILE.json ontbreekt.", "PROFILE.json is missing."),
    "advise a b c": ("Dit is te veel: b c", "Unexpected arguments: b c"),
    "advise a --format docs": (
        "--format: “docs” is geen van text, json,",
        "--format: “docs” is not one of text, json,",
    ),
    "advise a --format": ("Achter --format hoort een waarde.", "--format needs a value."),
    "advise a --fromat text": ("De optie --fromat bestaat niet. Bedoelt u “--format”?", "There is no option --fromat."),
    "ask --list=yes": ("Achter --list hoort geen waarde.", "--list takes no value."),
    "ask -": ("Het vraaggesprek leest antwoorden", "The interview reads answers"),
    "what-if GHENT --set x": ("--set x: schrijf ANTWOORD=WAARDE", "--set x: write ANSWER=VALUE"),
    "serve --port 70000": ("geen geheel getal van 0 tot 65\u00a0535.", "not a whole number from 0 to 65\u00a0535."),
    "serve --port x": ("“x” is geen geheel getal", "“x” is not a whole number"),
    "keys add form --scope read": ("De optie --tenant ontbreekt.", "The option --tenant is missing."),
    "keys add form --tenant a": ("De optie --scope ontbreekt. Kies uit: submit,", "is missing. Choose from: submit,"),
    "store ad": ("De opdracht “ad” bestaat niet.", "There is no command “ad”."),
}


@pytest.mark.parametrize("line", WRONG)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_usage_is_told_in_one_language(line: str, language: Language) -> None:
    """The usage, where to find help and what is wrong; also where click itself found it."""
    words = ["--lang", language, *line.replace("GHENT", GHENT).split()]
    result = CliRunner().invoke(main, words, prog_name="advisor")
    assert (result.exit_code, result.stdout) == (2, "")
    assert WRONG[line][language == "en"] in result.stderr
    other = ENGLISH if language == "nl" else DUTCH
    assert other.search(result.stderr) is None, result.stderr


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "nl"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "nl_BE.UTF-8"}, "nl"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "nl_BE"}, "nl"),
        ([], {"LANG": "nl_BE", "LC_MESSAGES": "en_GB", "LC_ALL": ""}, "en"),
        ([], {"LANG": "en"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "nl"),
        ([], {"LANG": "fr_BE.UTF-8"}, "nl"),
        ([], {"LANG": "enm_GB"}, "nl"),
        (["advise", "x", "--lang", "en"], {"LANG": "nl_BE"}, "en"),
        (["advise", "--lang=nl", "x"], {"LANG": "en_US"}, "nl"),
        (["advise", "x", "--lang", "fr"], {"LANG": "en_US"}, "en"),
        (["advise", "x", "--lang"], {}, "nl"),
    ],
)
def test_which_language(words: list[str], environment: dict[str, str], language: Language) -> None:
    """--lang first, then the locale as every program reads it, then Dutch."""
    assert language_of(words, environment) == language


def test_an_advice_follows_the_locale(tmp_path: Path) -> None:
    """Not only help and mistakes: the answer too, in a process as a user starts it."""
    own = {**os.environ, "LC_ALL": "en_GB.UTF-8"}
    advisor = str(Path(sys.executable).parent / "advisor")
    done = subprocess.run([advisor, "advise", GHENT], capture_output=True, check=False, env=own)
    assert done.stdout.startswith(b"Advice for ")
    done = subprocess.run([advisor, "advise", str(tmp_path)], capture_output=True, check=False, env=own)
    assert done.stderr.decode() == f"{tmp_path}: Is a directory.\n"


def test_what_goes_wrong_with_files_has_words() -> None:
    """Every phrase is for an error that exists; in English it is what the system says; others are told with it."""
    known = [key.removeprefix("os_") for key in PHRASES if key.startswith("os_E")]
    assert len(known) > 5
    for name in known:
        number = getattr(errno, name)
        assert failure_of_file(OSError(number, "x")).said("en") == os.strerror(number)
        assert "x" != failure_of_file(OSError(number, "x")).said("nl") != os.strerror(number)
    assert "odd" in failure_of_file(OSError(errno.EDOM, "odd")).said("nl")


def test_no_text_of_the_command_line_stands_in_its_code() -> None:
    """Help and errors are keys of phrases, never sentences."""
    for path in (CHECKOUT / "advisor" / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                for keyword in node.keywords:
                    if keyword.arg == "help":
                        assert isinstance(keyword.value, ast.Constant)
                        assert keyword.value.value in PHRASES, path.name
                if called == "click.UsageError":
                    assert not any(isinstance(a, ast.Constant | ast.JoinedStr) for a in node.args), path.name


UNSAID = {  # what is no message, or one for who runs the program
    "advisor": "an AttributeError",
    "advisor.library.wording": "in both languages",
    "advisor.stages.engine": "failures of the engine, which are retried and logged",
    "advisor.stages.profile": "the words of the parser",
    "advisor.picture.png": "mistakes of the program",
    "advisor.store.database": "reasons for the log",
    "advisor.store.tables": "mistakes of the program",
}


def test_what_is_said_stands_in_the_phrases() -> None:
    """No module holds three words in a row to say: what a user reads has a key, and so both languages."""
    found = set()
    for module in modules(("advisor",)):
        if not module.startswith(("advisor.phrases", "advisor.store.migrations")):
            told = {text for text in constants(module) if not text.startswith("advisor ")}  # an example in the help
            if any(re.search(r"[A-Za-z]+[ ,:]+[a-z]{2,} [a-z]{2,}", text) for text in told):
                found.add(module)
    assert found == UNSAID.keys()


@pytest.mark.long
def test_mistakes_of_knowledge_and_mappings_follow_the_language(tmp_path: Path) -> None:
    """A faulty base, a faulty mapping and a document that is no source: each told wholly in the language asked."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    (tmp_path / "rules" / "derived.yaml").write_text("x: [\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text("form: {nl: 1, en: a}\nreads: column\nanswers: {}\n", encoding="utf-8")
    (tmp_path / "copies").mkdir()
    for words in (
        ["check", "--data", str(tmp_path)],
        ["mapping", "check", str(tmp_path / "mapping.yaml")],
        ["sources", "verify", "--documents", str(tmp_path / "copies")],
        ["check", "--data", str(tmp_path / "copies")],
    ):
        told = {lang: CliRunner().invoke(main, [*words, "--lang", lang], prog_name="advisor") for lang in LANGUAGES}
        assert {result.exit_code for result in told.values()} == {1}
        pairs = zip(told["nl"].stderr.splitlines(), told["en"].stderr.splitlines(), strict=True)
        assert all(dutch != english and ": " in dutch for dutch, english in pairs)
        assert DUTCH.search(told["nl"].stderr) and not ENGLISH.search(told["nl"].stderr)
        assert ENGLISH.search(told["en"].stderr) and not DUTCH.search(told["en"].stderr.replace("geen-it-project", ""))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{"answers": {"sector": "public",}}', "no comma before a closing bracket"),
        ('{"answers": {"culture_signals": ["resignation",]}}', "no comma before a closing bracket"),
        ('{"answers": {"sector": "public}}', 'a " to close the text'),
        ("{'answers': {}}", 'straight double quotes (")'),
        ("{“answers”: {}}", 'straight double quotes (")'),
        ("{answers: {}}", 'straight double quotes (")'),
        ('{"answers": {"sector": public}}', 'straight double quotes (")'),
        ('{"answers": {"sector": "public"}', "a closing bracket for each"),
        ('{"answers": {"employee_count": 1 "sector": "public"}}', "a comma between two answers"),
        ('{"answers" {}}', "a colon after the name"),
        ('{"answers": {}} {}', "nothing after the end"),
        ("", "JSON"),
    ],
)
def test_a_slip_in_json_gets_a_hint(text: str, hint: str) -> None:
    """What people get wrong when they write JSON by hand is told, not only where."""
    with pytest.raises(ProfileError) as refused:
        parse_json(text.encode(), "en")
    (mistake,) = refused.value.mistakes
    assert mistake.expected.startswith(hint)
