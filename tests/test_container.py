"""What the image and compose.yaml say is true of the code. Docker itself is not needed; nothing is built here."""

import asyncio
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.health import Check, HealthServer
from bot.settings import Settings, variable
from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
KNOWN = {variable(name) for name in Settings.model_fields}
PACKAGES = ("bot", "handlers", "watchers")


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)


async def run_health_check(port: int) -> int:
    command = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command[1:],
        env={"WATCHDESK_HTTP_PORT": str(port), "http_proxy": "http://127.0.0.1:9"},
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await process.wait()


@pytest.mark.parametrize("well", [True, False])
async def test_the_health_check_of_the_image_asks_healthz(well: bool) -> None:
    async def look() -> Check:
        return Check(ok=well, what="")

    async with HealthServer("127.0.0.1", 0, {"store": look}) as server:
        assert await run_health_check(server.port) == (0 if well else 1)
    assert await run_health_check(server.port) != 0, "nothing listens there any more"


def test_the_image_does_not_run_as_root() -> None:
    assert instructions("USER") == ["watchdesk"]


def test_everything_the_image_is_built_from_is_let_through_and_secrets_are_not() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {line[1:] for line in ignore if line.startswith("!")}
    copied = {name for line in instructions("COPY") for name in line.split()[:-1]}
    assert "*" in ignore
    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)
    assert not any("onnx" in line or "lexicon" in line for line in ignore), "the image reads entries as a whole"


def variables_used() -> Iterator[str]:
    yield from re.findall(r"\b(?:WATCHDESK|SLACK|REDIS)_[A-Z_]+\b", DOCKERFILE)
    for service in COMPOSE["services"].values():
        yield from service.get("environment", {})
    yield from re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text("utf-8"))


def test_every_variable_set_in_the_image_or_in_compose_is_a_setting() -> None:
    assert set(variables_used()) <= KNOWN


def test_the_image_says_the_port_the_settings_have_by_default() -> None:
    port = str(Settings.model_fields["http_port"].default)
    assert instructions("EXPOSE") == [port]
    assert f"or {port}" in instructions("HEALTHCHECK")[0]
    assert COMPOSE["services"]["bot"]["ports"] == [
        f"127.0.0.1:${{WATCHDESK_HTTP_PORT:-{port}}}:${{WATCHDESK_HTTP_PORT:-{port}}}"
    ]


def test_the_watchers_of_compose_hold_no_key_of_slack() -> None:
    watchers = COMPOSE["services"]["watchers"]
    assert {n: watchers["environment"].get(n) for n in KNOWN if n.startswith("SLACK_") and "URL" not in n} == {
        "SLACK_BOT_TOKEN": "",
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": "",
    }
    assert "container_name" not in watchers, "a fixed name cannot be scaled"
    assert "ports" not in watchers, "a fixed port cannot be scaled"


def test_compose_keeps_what_the_store_needs_kept() -> None:
    from bot.store.embedded import _CONFIG

    command = COMPOSE["services"]["valkey"]["command"]
    given = dict(zip(command[1::2], command[2::2], strict=True))
    assert given == {
        "--appendonly": _CONFIG["appendonly"],
        "--appendfsync": _CONFIG["appendfsync"],
        "--save": "",
        "--maxmemory-policy": _CONFIG["maxmemory-policy"],
    }
    assert COMPOSE["services"]["valkey"]["volumes"] == ["valkey:/data"]


@pytest.mark.parametrize("name", ["bot", "watchers"])
def test_compose_starts_what_the_command_knows(name: str) -> None:
    service: Any = COMPOSE["services"][name]
    assert instructions("ENTRYPOINT") == ['["watchdesk"]']
    started = subprocess.run(
        [sys.executable, "-m", "bot", *service["command"], "--help"], capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr
    assert service["command"] == ["run", "--only", name]


def test_every_file_the_code_reads_is_in_the_wheel() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    files = [p.relative_to(ROOT) for name in PACKAGES for p in (ROOT / name).rglob("*") if p.is_file()]
    others = [p for p in files if p.suffix not in {".py", ".pyc"}]
    assert others
    assert [str(p) for p in others if not _packaged(p, data)] == []


def _packaged(path: Path, data: dict[str, list[str]]) -> bool:
    package, *rest = path.parts
    return any(fnmatch("/".join(rest), pattern) and len(rest) == len(Path(pattern).parts) for pattern in data[package])
