"""What README, manual, ARCHITECTURE, GLOSSARY and decisions promise, where a test can hold it."""

from __future__ import annotations

import re
import shlex
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from inspector import app
from inspector.cli import cli
from inspector.core.calibration import Calibration
from inspector.core.classes import Hatch
from inspector.core.model_card import ModelCard
from inspector.measuring.severity import MEASURES
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.workspace.settings import WorkspaceSettings
from inspector.workspace.workspace import checked_settings

REPOSITORY = Path(__file__).parents[2]
MANUAL = sorted((REPOSITORY / "docs" / "manual").glob("*.md"))
# Pages of the window alone, in every language.
WITHOUT_COMMANDS = [file for file in MANUAL if file.stem.split(".")[0] in ("operator", "engineer")]
USERS = [REPOSITORY / "README.md", *MANUAL]
DECISIONS = sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))
DEVELOPERS = [REPOSITORY / "ARCHITECTURE.md", REPOSITORY / "GLOSSARY.md", *DECISIONS]
ALL = [*USERS, *DEVELOPERS, *sorted((REPOSITORY / "resources" / "models").glob("*.md"))]
PAGES = tuple(page for page, _ in app.PAGES)
MAX_README_LINES = 100
# Folders below which a name with a slash is taken for a path of the repository.
OF_REPOSITORY = ("docs", "inspector", "models", "research", "resources", "scripts", "tests", "training")

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_KEY = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+)+\w+|\bF\d\b")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?<![\w./<~-])(?:[A-Za-z_.][\w.-]*/)+[\w.-]*|(?<![\w./-])[a-z_]+\.py\b")


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def name_of(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


def blocks(file: Path, language: str) -> list[str]:
    return [text for found, text in _FENCED.findall(read(file)) if found == language]


def inline(file: Path) -> list[str]:
    """Short pieces of code in the text, blocks aside."""
    return _INLINE.findall(_FENCED.sub("", read(file)))


@pytest.mark.parametrize("file", USERS, ids=name_of)
def test_every_command_for_users_is_one(file: Path) -> None:
    lines = [line for block in blocks(file, "sh") for line in block.splitlines()]
    found = [words for line in lines if (words := shlex.split(line, comments=True))]
    assert found or file in WITHOUT_COMMANDS
    for words in found:
        check_command(words)


@pytest.mark.parametrize("file", [*USERS, *DEVELOPERS], ids=name_of)
def test_every_command_named_in_a_text_is_one(file: Path) -> None:
    """COMMAND stands for any. A command may be named without what it needs."""
    for text in inline(file):
        if re.match(r"(inspector|make|python -m) ", text) and "COMMAND" not in text:
            check_command(shlex.split(text), may_lack_arguments=True)


def check_command(words: list[str], *, may_lack_arguments: bool = False) -> None:
    text = " ".join(words)
    match words:
        case ["inspector", *arguments]:
            try:
                parse(arguments)
            except (click.MissingParameter, click.exceptions.NoArgsIsHelpError):
                assert may_lack_arguments, text
            except click.exceptions.Exit as end:  # 0 of --help
                if end.exit_code:
                    raise
        case ["python", "-m", module, *arguments]:
            source = source_of_program(module)
            for argument in arguments:
                if re.fullmatch(r"--?[a-z][a-z-]*|[a-z][a-z0-9-]*", argument):  # an option, or one of some choices
                    assert re.search(rf"""["'\[]{re.escape(argument)}["'\]]""", source), f"{text}: {argument}?"
        case ["make", target]:
            assert re.search(rf"^{target}:", read(REPOSITORY / "Makefile"), re.MULTILINE), text
        case ["pip", "install", "-c", "constraints.txt", "-e", extra]:
            project = tomllib.loads(read(REPOSITORY / "pyproject.toml"))["project"]
            assert extra[2:-1] in project["optional-dependencies"], text
        case _:
            assert words == [".", ".venv/bin/activate"], f"what is {text!r}?"


def parse(arguments: list[str]) -> None:
    """As the program would, up to where it would begin to work. Raises click's errors for wrong usage."""
    command: click.Command = cli
    name, context = "inspector", None
    while isinstance(command, click.Group):
        context = command.make_context(name, list(arguments), parent=context)
        rest = [*context._protected_args, *context.args]  # noqa: SLF001  as click itself does
        if not rest:
            assert command.invoke_without_command, arguments
            return
        name, found, arguments = command.resolve_command(context, rest)
        assert found is not None
        assert name is not None
        command = found
    command.make_context(name, list(arguments), parent=context)


def source_of_program(module: str) -> str:
    """The text of what ``python -m module`` runs, with the tables of choices that it reads."""
    spec = find_spec(module)
    assert spec is not None, module
    if spec.submodule_search_locations:
        spec = find_spec(f"{module}.__main__")
    assert spec is not None, module
    assert spec.origin is not None, module
    return read(Path(spec.origin)) + read(REPOSITORY / "research" / "experiments.toml")


@pytest.mark.parametrize(
    "wrong",
    [
        "inspector run", "inspector run FOLDER --depth 12", "inspector run FOLDER --bits 3", "inspector dataset",
        "inspector dataset import bmp PATH", "inspector inspect FOLDER", "make lunch", "python -m research.nothing",
        "python -m research.results --folder W", "python -m research.import_dataset other-set PATH",
        "pip install -c constraints.txt -e .[none]", "rm -r FOLDER",
    ],
)  # fmt: skip
def test_a_wrong_command_would_be_found(wrong: str) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        check_command(shlex.split(wrong))


def test_the_cards_of_the_manual_are_cards() -> None:
    cards = [ModelCard.from_json(text) for text in blocks(REPOSITORY / "docs" / "manual" / "models.md", "json")]
    assert [card.name for card in cards] == ["my-model", "crack-unet", "segformer"]
    assert cards[0].class_names == ("background", "crack", "dent")


def test_the_settings_of_the_manual_are_settings_and_name_every_one() -> None:
    scale, settings = (tomllib.loads(text) for text in blocks(REPOSITORY / "docs" / "manual" / "inspecting.md", "toml"))
    assert Calibration(**scale) == Calibration(0.25, 0.40)
    read_settings = checked_settings(Path("line1"), settings)
    assert read_settings.scale == Calibration(0.25, 0.40)
    assert settings.keys() == WorkspaceSettings.model_fields.keys()
    for section in ("calibration", "evidence", "records", "severity"):
        assert settings[section].keys() == type(getattr(read_settings, section)).model_fields.keys()
    for rows in (read_settings.classes, read_settings.severity.rules if read_settings.severity else ()):
        assert rows
        assert set().union(*(row.model_fields_set for row in rows)) == type(rows[0]).model_fields.keys()
    text = read(REPOSITORY / "docs" / "manual" / "inspecting.md")
    named = {name for name in MEASURES if name.endswith(("_mm", "_mm2"))}
    assert {name for name in (*named, *Hatch) if name not in text} == set()


@pytest.mark.parametrize("file", USERS, ids=name_of)
def test_every_key_is_that_of_an_action(file: Path) -> None:
    actions = [*WINDOW_ACTIONS, *(action for page in PAGES for action in (page.shown_by, *page.actions))]
    gestures = [gesture for page in PAGES for gesture in page.gestures]
    told = " ".join(text.source for one in gestures for text in (one.how, one.what, one.help) if text is not None)
    keys = {key for action in actions for key in action.keys} | set(_KEY.findall(told))
    assert set(_KEY.findall(read(file))) <= keys


def test_the_readme_is_short() -> None:
    assert len(read(REPOSITORY / "README.md").splitlines()) <= MAX_README_LINES


@pytest.mark.parametrize("file", ALL, ids=name_of)
def test_every_link_leads_somewhere(file: Path) -> None:
    for target in _LINK.findall(read(file)):
        if re.match(r"[a-z]+:", target):  # of the web
            continue
        path, _, anchor = target.partition("#")
        linked = (file.parent / path).resolve() if path else file
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def anchors(file: Path) -> set[str]:
    """Of the headings, as hosts of repositories make them."""
    headings = re.findall(r"^#+ (.*)$", _FENCED.sub("", read(file)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def paths_in(text: str) -> list[str]:
    return [path.rstrip(".,;:") for path in _PATH.findall(text)]


def is_there(path: str, *folders: Path) -> bool:
    """X, and capitals in a name, stand for any name."""
    pattern = re.sub(r"\b[A-Z]+(?=_|\b)", "*", path)
    return any(next(folder.glob(pattern.rstrip("/")), None) is not None for folder in folders)


@pytest.mark.parametrize("file", USERS, ids=name_of)
def test_every_path_for_users_is_there(file: Path) -> None:
    """Paths of the repository; those of a workspace, of results and of data are not here."""
    for text in inline(file):
        for path in paths_in(text):
            if path.split("/")[0] in OF_REPOSITORY and len(path.rstrip("/").split("/")) > 1:
                assert is_there(path, REPOSITORY), path


@pytest.mark.parametrize("file", DEVELOPERS, ids=name_of)
def test_every_path_for_developers_is_there(file: Path) -> None:
    """From the repository, or from its package ``inspector``. A bare file lies beside the first path of its line."""
    text = read(file)
    lines = text.splitlines() if file.name == "ARCHITECTURE.md" else inline(file)
    for line in lines:
        beside = [REPOSITORY, REPOSITORY / "inspector"]
        for path in paths_in(line.replace("`", " ")):
            if "." not in path and not any((folder / path.split("/")[0]).exists() for folder in beside):
                continue  # not of the repository, as the name of a recipe
            assert is_there(path, *beside), f"{path} in: {line}"
            found = [folder / path for folder in beside[:2] if (folder / path).exists()]
            beside += [path if path.is_dir() else path.parent for path in found]


@cache
def names_of_classes() -> frozenset[str]:
    sources = (path for name in ("inspector", "training") for path in (REPOSITORY / name).rglob("*.py"))
    return frozenset(name for path in sources for name in re.findall(r"^class (\w+)", read(path), re.MULTILINE))


@pytest.mark.parametrize("file", [REPOSITORY / "ARCHITECTURE.md", REPOSITORY / "GLOSSARY.md"], ids=name_of)
def test_every_class_that_is_named_exists(file: Path) -> None:
    named = [name for text in inline(file) for name in re.findall(r"^[A-Z][a-z]+(?:[A-Z][a-z]+)*$", text)]
    assert named
    assert set(named) <= names_of_classes()


def test_the_tree_names_every_package() -> None:
    tree = read(REPOSITORY / "ARCHITECTURE.md").split("## The tree")[1].split("\n## ")[0]
    named = set(re.findall(r"^ {4,6}([a-z_]+)/ ", tree, re.MULTILINE))
    packages = {path.parent.name for path in (REPOSITORY / "inspector").glob("*/__init__.py")}
    packages |= {path.parent.name for path in REPOSITORY.glob("*/__init__.py")}
    assert packages <= named
