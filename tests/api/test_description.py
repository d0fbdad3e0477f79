"""The description tells the truth: every operation is in it, and none answers what it does not say."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from sqlmodel import select

from calendar_app import create_app, roles
from calendar_app.models import Directive, Item, Published
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web.api.limits import Limit
from calendar_app.web.api.operations import OPERATIONS, Operation
from calendar_app.web.declared import door
from tests.api.conftest import RELEASE, UNIT, wait_for_readers
from tests.web.persons import person, program
from tests.web.routes import routes

FEW = 3
EXAMPLES = int(os.environ.get("LICH_EXAMPLES", FEW))
SAID = (400, 401, 403, 404, 409, 415, 422)
"""What may be refused although its shape is right: days in the wrong order, a version that has gone, no such thing."""

TAKES = {"read-desk": "read", "read-unit": "read", "read-log": "log", "release": "release"}

CASES = [
    *((one, GenerationMode.POSITIVE) for one in OPERATIONS),
    *((one, GenerationMode.NEGATIVE) for one in OPERATIONS if one.query or one.body or one.files),
]
"""Every operation with what it describes, and where it takes anything with what it does not."""


@pytest.fixture(scope="module")
def asked(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("asked") / "var"
    shutil.copytree(seed, folder, symlinks=True)
    app = create_app(Settings(data=folder))
    app.extensions["api_limit"] = Limit(10**9)
    yield app
    wait_for_readers(app.extensions["store"])


@pytest.fixture(scope="module")
def there(asked: Flask) -> dict[str, str]:
    """What is there, for the places of addresses; and the head with the widest token."""
    store: Store = asked.extensions["store"]
    admin = program(asked, person(store, "quantri", "admin"))
    admin.post("/api/v1/short-addresses", json={"name": "lich-xa", "title": "Lịch xã"})
    admin.post("/api/v1/holds", json={"first": "2099-12-01", "last": "2099-12-02", "reason": "Quốc tang"})
    with store.reading() as session:
        return {
            "directive": session.exec(select(Directive.slug)).one(),
            "uid": session.exec(select(Item.uid)).first() or "",
            "entry": session.exec(select(Published.uid)).first() or "",
            "name": RELEASE,
            "unit": UNIT,
            "number": "1",
            "address": "lich-xa",
            "token": admin.environ_base["HTTP_AUTHORIZATION"],
        }


@pytest.fixture(scope="module")
def described(asked: Flask) -> BaseSchema:
    checks = ChecksConfig(
        positive_data_acceptance=PositiveDataAcceptanceConfig(expected_statuses=["2xx", *map(str, SAID)])
    )
    project = ProjectConfig(checks=checks, generation=GenerationConfig(with_security_parameters=False))
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", asked, config=config)


@pytest.mark.parametrize(("one", "mode"), CASES, ids=str)
def test_no_operation_fails_or_answers_what_is_not_described(
    described: BaseSchema, there: dict[str, str], one: Operation, mode: GenerationMode
) -> None:
    operation = described[one.path.replace("<", "{").replace(">", "}")][one.method]

    @settings(
        max_examples=EXAMPLES,
        derandomize=EXAMPLES == FEW,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    def holds(case: Case, real: bool) -> None:
        if real:
            case.path_parameters.update({name: there[name] for name in case.path_parameters if name in there})
        case.call_and_validate(headers={"Authorization": there["token"]})

    holds()


def test_the_description_is_openapi_and_names_every_route(asked: Flask) -> None:
    said = asked.test_client().get("/api/v1/openapi.json").json
    validate(said)
    described = {(method.upper(), path) for path, item in said["paths"].items() for method in item}  # type: ignore[index]
    ours = {(one.method, one.path.replace("<", "{").replace(">", "}")) for one in OPERATIONS}
    assert described == ours
    assert len(ours) == len(OPERATIONS) == len([route for route in routes(asked) if route.path.startswith("/api/")])


def test_every_operation_has_words_and_an_example_of_its_body(asked: Flask) -> None:
    said = asked.test_client().get("/api/v1/openapi.json").json
    names = set()
    for item in said["paths"].values():  # type: ignore[index]
        for operation in item.values():
            names.add(operation["operationId"])
            assert operation["summary"].endswith(".")
            for content in operation.get("requestBody", {}).get("content", {}).items():
                assert content[0] == "multipart/form-data" or content[1]["example"], operation
            assert all(parameter["description"] for parameter in operation["parameters"])
    assert len(names) == len(OPERATIONS)


def test_reading_takes_the_scope_read_the_log_log_writing_write_and_releasing_release(asked: Flask) -> None:
    for one in OPERATIONS:
        if one.permission is None:
            assert one.name in ("description", "every")
            continue
        scope = next(scope for scope, may in roles.SCOPES.items() if one.permission in may)
        assert scope == TAKES.get(one.permission, "write"), one.path
        assert one.method == "GET" or scope not in ("read", "log"), one.path


def test_the_example_of_a_body_is_one_that_its_shape_takes(asked: Flask) -> None:
    bodies = [one for one in OPERATIONS if one.body]
    assert len(bodies) > 10
    for one in bodies:
        assert one.body
        one.body.model_validate_json(json.dumps(one.example), strict=True)


def test_all_but_the_description_and_what_is_public_asks_for_a_token(asked: Flask) -> None:
    found = [route for route in routes(asked) if route.path.startswith("/api/")]
    open_to_all = {route.path for route in found if door(asked, route.endpoint).permission is None}  # type: ignore[union-attr]
    assert open_to_all == {"/api/v1/openapi.json", "/api/v1/entries"}
