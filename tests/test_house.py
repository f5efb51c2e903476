"""The floor plan holds, and the README, the Makefile and the CHANGELOG tell the truth."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, variable
from tests.conftest import ROOT

PACKAGES = ("bot", "handlers", "watchers")
FILES = {str(p.relative_to(ROOT)): p for name in PACKAGES for p in sorted((ROOT / name).rglob("*.py"))}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}
TOP_LEVEL = {
    ".assets", ".ci", ".dockerignore", ".env.example", ".gitignore", "CHANGELOG.md", "Dockerfile", "LICENSE", "Makefile",
    "README.md", "bot", "compose.yaml", "handlers", "pyproject.toml", "tests", "watchers",
}  # fmt: skip

LONGEST_FUNCTION = 50
LONGEST_MODULE = 350
VAGUE = {"utils", "util", "helpers", "helper", "managers", "manager", "common", "misc", "tools", "base", "core"}
NOT_OUR_WORDS = {
    "topic": "Story", "dossier": "Story", "entity": "Actor", "keyword": "alias or Signal", "fact": "Claim",
    "trigger": "Signal", "article": "Entry", "item": "Entry, or WatchItem", "cluster": "Development",
    "repository": "seen, ledger or outbox", "manager": "what it does", "helper": "what it does",
    "util": "what it does", "utils": "what it does",
}  # fmt: skip

WAITING_STAGES = {
    "address", "ageing", "fetcher", "httpwords", "learning", "listening", "parser", "pipeline", "record", "schedule",
    "slowpool", "slowworker",
}  # fmt: skip
WAITS = {"aiohttp", "asyncio", "redis", "slack_bolt", "slack_sdk", "socket", "subprocess"}

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def imports(name: str) -> Iterator[str]:
    """The modules a file imports, wherever in it."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def importing(package: str) -> set[str]:
    return {name for name in FILES if any(found.partition(".")[0] == package for found in imports(name))}


# --- the house -----------------------------------------------------------------------------------------------------


def test_imports_go_down_only() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_room_of_the_ground_floor_has_its_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    placed = set(re.findall(r"bot\.(\w+)", " ".join(contracts[0]["layers"])))
    rooms = {Path(name).parts[1].removesuffix(".py") for name in FILES if name.startswith("bot/")}
    assert rooms - {"__init__", "__main__"} == placed


def test_the_top_level_holds_what_the_floor_plan_shows() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert {line.partition("/")[0] for line in tracked.splitlines()} <= TOP_LEVEL


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("__init__.py")])
def test_an_init_holds_nothing_but_a_package_s_front_door(name: str) -> None:
    if name.count("/") == 1:
        assert FILES[name].read_text("utf-8") == ""
    assert all(isinstance(node, ast.Expr | ast.ImportFrom | ast.Assign) for node in TREES[name].body)


def test_what_is_imported_is_declared() -> None:
    """A library that only comes along with another one may stop coming with its next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = {re.split(r"[<>=]", one)[0] for some in lists for one in some}
    used = {found.partition(".")[0] for name in FILES for found in imports(name)}
    foreign = used - sys.stdlib_module_names - set(PACKAGES)
    homes = packages_distributions()
    assert {name for name in foreign if not declared & {d.lower().replace("_", "-") for d in homes[name]}} == set()


def test_story_files_are_the_only_yaml() -> None:
    assert importing("yaml") == {name for name in importing("yaml") if name.startswith("bot/storyfile")}


def test_redis_is_known_in_the_store_alone() -> None:
    assert importing("redis") == {name for name in importing("redis") if name.startswith("bot/store/")}


def test_slack_is_known_to_few() -> None:
    allowed = (
        "handlers/",
        "bot/app.py",
        "bot/calls.py",
        "bot/channels.py",
        "bot/connection.py",
        "bot/delivery.py",
        "bot/posting.py",
        "bot/demo/",
        "bot/doctor/slack.py",
        "bot/webhook.py",
    )
    speaking = importing("slack_sdk") | importing("slack_bolt")
    assert {name for name in speaking if not name.startswith(allowed)} == set()


def test_the_environment_is_read_by_the_settings_alone() -> None:
    passes_on = {"bot/demo/play.py"}  # hands it to the bot it starts
    reading = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    assert reading - passes_on == {"bot/settings.py"}
    assert importing("dotenv") == {"bot/settings.py"}


def test_the_stages_that_think_wait_for_nothing() -> None:
    thinking = [n for n in FILES if n.startswith("watchers/") and FILES[n].stem not in WAITING_STAGES]
    assert {name: found for name in thinking if (found := WAITS & set(imports(name)))} == {}


def test_the_local_slack_knows_nothing_of_the_product() -> None:
    of_ours = {i for n in FILES if n.startswith("bot/localslack/") for i in imports(n) if i.startswith(PACKAGES)}
    assert {name for name in of_ours if not name.startswith("bot.localslack")} == set()


# --- sizes and words -----------------------------------------------------------------------------------------------


def test_functions_and_modules_stay_small() -> None:
    long = {f"{name}: {node.name}": lines for name, node, lines in _functions() if lines > LONGEST_FUNCTION}
    modules = {n: length for n, p in FILES.items() if (length := p.read_text("utf-8").count("\n")) > LONGEST_MODULE}
    assert (long, modules) == ({}, {})


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, node, (node.end_lineno or 0) - node.lineno + 1


def test_modules_are_named_for_one_noun_or_verb() -> None:
    assert {name for name, path in FILES.items() if VAGUE & set(path.with_suffix("").parts)} == set()


def test_names_keep_to_the_words_of_the_design() -> None:
    """The local Slack speaks Slack's language, where a trigger and a message item are other things."""
    ours = {name: tree for name, tree in TREES.items() if not name.startswith("bot/localslack/")}
    modules = {name: FILES[name].stem for name in ours}
    classes = {f"{n}: {c.name}": c.name for n, t in ours.items() for c in ast.walk(t) if isinstance(c, ast.ClassDef)}
    public = {where: text for where, text in (modules | classes).items() if not text.startswith("_")}
    named = {where: _words(text.replace("WatchItem", "")) for where, text in public.items()}
    wrong = {where: [NOT_OUR_WORDS[w] for w in words if w in NOT_OUR_WORDS] for where, words in named.items()}
    assert {where: say for where, say in wrong.items() if say} == {}


def _words(name: str) -> list[str]:
    return [word.lower().removesuffix("s") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


# --- what the papers say -------------------------------------------------------------------------------------------


def targets() -> dict[str, str]:
    """The Makefile's targets, and what each needs."""
    return dict(re.findall(r"^([a-z]+):[ ]*([^#\n]*?)[ ]*(?:##.*)?$", MAKEFILE, re.MULTILINE))


def test_make_test_is_every_check_and_every_test() -> None:
    assert targets()["test"] == "check"
    recipe = MAKEFILE.partition("\ncheck:")[2].partition("\n\n")[0]
    assert re.findall(r"\$\(BIN\)/(.+)", recipe) == ["ruff check .", "ruff format --check .", "mypy", "lint-imports"]
    assert "-m pytest" in MAKEFILE.partition("\ntest:")[2].partition("\n\n")[0]


def test_ci_runs_make_test_and_asks_nobody() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert script.rstrip().endswith("exec make test </dev/null")
    assert "set -euo pipefail" in script
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=False).returncode == 0


def test_make_help_lists_every_target() -> None:
    listed = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make (\w+)", listed.stdout, re.MULTILINE)) == set(targets())
    assert set(MAKEFILE.partition(".PHONY:")[2].partition("\n")[0].split()) == set(targets())


def test_variables_in_the_papers_are_settings() -> None:
    known = {variable(name) for name in Settings.model_fields}
    papers = README + (ROOT / ".env.example").read_text("utf-8")
    said = set(re.findall(r"\b(?:WATCHDESK_[A-Z_]+|REDIS_URL|SLACK_[A-Z_]+(?:TOKEN|SECRET|URL))\b", papers))
    assert said <= known


def test_make_targets_in_the_readme_exist() -> None:
    assert set(re.findall(r"\bmake ([a-z]+)", _code(README))) <= set(targets())


def test_commands_in_the_readme_exist() -> None:
    lines = [
        c.split() for c in re.findall(r"(?<!@)\bwatchdesk ((?:[a-z-]+|--[a-z-]+)(?: [^\n`|<>#]*)?)", _code(README))
    ]
    wrong = [" ".join(words) for words in lines if not _known(words)]
    assert wrong == []
    assert len(lines) > 5, "the pattern above still finds them"


def test_files_the_readme_links_to_exist() -> None:
    links = re.findall(r"\]\(([^)#\s]+)", README)
    assert {link for link in links if "://" not in link and not (ROOT / link).exists()} == set()


def test_the_readme_lists_every_key_of_a_story_file_and_says_which_must_be_there() -> None:
    from bot.storyfile.shapes import KEYS

    rows = dict(re.findall(r"^\| (?:the )?`?(\w+)`? \| (.*) \|$", README, re.MULTILINE))
    told = {place: re.sub(r" \(.*?\)", "", rows[place[-1] if place else "story"]) for place in KEYS}
    names = {place: set(re.findall(r"(?:^|, )(?:\*\*)?`(\w+)`", row)) for place, row in told.items()}
    bold = {place: set(re.findall(r"\*\*`(\w+)`\*\*", row)) for place, row in told.items()}
    assert names == {place: set(shape.model_fields) for place, shape in KEYS.items()}
    assert bold == {p: {n for n, f in s.model_fields.items() if f.is_required()} for p, s in KEYS.items()}


def test_the_changelog_begins_with_what_is_new() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(r"^## \[?([\w.]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] in {"Unreleased", version}


def _code(text: str) -> str:
    """Only what stands in code blocks and between backticks."""
    return "\n".join(
        a or b for a, b in re.findall(r"^```[a-z]*\n(.*?)^```|`([^`\n]+)`", text, re.MULTILINE | re.DOTALL)
    )


def _command() -> Any:
    from typer.main import get_command

    from bot.cli.main import app

    return get_command(app)


def _commands(command: Any) -> dict[str, Any]:
    found: dict[str, Any] = getattr(command, "commands", {})
    return found


def _known(words: list[str]) -> bool:
    """Whether the command takes these words: its subcommands and, of the last one, its options."""
    command = _command()
    while words and words[0] in _commands(command):
        command, words = _commands(command)[words[0]], words[1:]
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    takes_words = any(parameter.param_type_name == "argument" for parameter in command.params)
    plain = [w for w in words if not w.startswith("-")]
    return all(w in options for w in words if w.startswith("--")) and not (
        _commands(command) and plain and not takes_words
    )
