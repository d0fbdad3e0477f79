"""The commands of docs/api.md are run against the server as it is started in earnest, and answer what is printed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from calendar_app import clock, tokens
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import ROOT, SAMPLES
from tests.ports import free_port, wait_for
from tests.web.persons import person

PAGE = (ROOT / "docs" / "api.md").read_text()
EXAMPLE = re.compile(r"```sh\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A server that nobody has used, and the variables of the page."""
    store, port = Store(Settings(data=tmp_path / "var").data), free_port()
    store.migrate()
    admin = person(store, "quantri", "admin")
    with store.writing() as session:
        token = tokens.make(session, admin, "ví dụ", "release", tokens.DAYS[0], clock.now())
    environment = {**os.environ, "LICH_DATA": str(store.data), "BIND": f"127.0.0.1:{port}"}
    process = subprocess.Popen([ROOT / "scripts" / "web"], env=environment)
    wait_for(port)
    yield {**os.environ, "LICH": f"http://127.0.0.1:{port}/api/v1", "TOKEN": f"Authorization: Bearer {token}"}
    process.terminate()  # not killed: workers would outlive their parent
    process.wait(20)


def test_every_example_answers_what_is_printed_below_it(shell: dict[str, str], tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "tuan-46-2024.txt", tmp_path)
    shutil.copy(SAMPLES / "don-vi.csv", tmp_path / "mau.csv")
    found = EXAMPLE.findall(PAGE)
    assert len(found) == PAGE.count("```sh") > 7
    for commands, printed in found:
        command = ["bash", "-ec", commands]
        done = subprocess.run(command, cwd=tmp_path, env=shell, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (commands, done.stdout, done.stderr)
        _holds(json.loads(printed), json.loads(done.stdout), commands)


def _holds(printed: object, answered: object, where: str) -> None:
    """Whatever is printed is in the answer, which may say more."""
    if isinstance(printed, dict):
        assert isinstance(answered, dict), where
        for name, value in printed.items():
            _holds(value, answered[name], f"{where} {name}")
    elif isinstance(printed, list):
        assert isinstance(answered, list), where
        for number, value in enumerate(printed):
            _holds(value, answered[number], f"{where} {number}")
    else:
        assert answered == printed, where
