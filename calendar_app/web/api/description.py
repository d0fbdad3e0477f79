"""The API described as OpenAPI 3.1, made of the operations and their shapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from flask import Response
from pydantic.json_schema import models_json_schema

from calendar_app.roles import SCOPES
from calendar_app.web.api.operations import OPERATIONS, Operation, operation
from calendar_app.web.api.shapes import ProblemDetails, Shape
from calendar_app.web.problems import MEDIA_TYPE, TITLES

VERSION = "1.0"
REF = "#/components/schemas/{model}"
ABOUT = "The desk's verbs for programs. Instants are UTC, days are dates in Vietnam and inclusive. See docs/api.md."
PLACES = {
    "directive": ("The slug of a directive.", "1874-stttt-ttbcxb-1a2b3c4d"),
    "uid": ("The uid of an item.", "0123456789abcdef0123456789abcdef"),
    "address": ("The name of a short address.", "xa-tan-canh"),
    "name": ("The name of a release.", "2024-W46.1"),
    "batch": ("What `POST /arrivals` answered.", "k3bD0x2bT9aZ"),
    "entry": ("The uid of a public entry.", "0123456789abcdef0123456789abcdef"),
    "number": ("The number that the thing was made with, or listed.", "1"),
    "what": ("What is told: webhook or hub.", "webhook"),
    "unit": ("The slug of a unit.", "dai-kon-tum"),
}
_PLACE = re.compile(r"<(\w+)>")

Part = dict[str, Any]
Mode = Literal["validation", "serialization"]
Named = Mapping[tuple[Any, Mode], Part]


@operation("GET", "/openapi.json", may=None, answer=None)
def description() -> Response:
    """Describe every operation."""
    return Response(document(), content_type="application/json")


@lru_cache(maxsize=1)
def document() -> str:
    """Return the description as JSON."""
    named, schemas = models_json_schema(list(_shapes()), ref_template=REF)
    paths: dict[str, Part] = {}
    for one in OPERATIONS:
        paths.setdefault(_PLACE.sub(r"{\1}", one.path), {})[one.method.lower()] = _operation(one, named)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Lịch tuyên truyền", "version": VERSION, "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token of one's account."}
            },
        },
    }
    return json.dumps(whole, ensure_ascii=False)


def _shapes() -> Iterator[tuple[type[Shape], Mode]]:
    yield ProblemDetails, "validation"
    for one in OPERATIONS:
        if one.answer:
            yield one.answer, "serialization"
        if one.body:
            yield one.body, "validation"


def _operation(one: Operation, named: Named) -> Part:
    subject = one.path.strip("/").partition("/")[0].partition(".")[0]
    said: Part = {
        "operationId": f"{subject}_{one.name}",
        "summary": one.summary,
        "tags": [subject],
        "parameters": [*_places(one), *_query(one)],
        "responses": {str(one.status): _answered(one, named), **{str(s): _refused(s) for s in sorted(refusals(one))}},
    }
    if one.permission:
        said["security"] = [{"token": []}]
        said["description"] = f"Needs a token of scope {_scope(one)}, of a person who may `{one.permission}`."
    if one.body:
        content = {"schema": named[(one.body, "validation")], "example": one.example}
        said["requestBody"] = {"required": True, "content": {"application/json": content}}
    if one.files:
        said["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": _files(one)}}}
    return said


def refusals(one: Operation) -> set[int]:
    """Return the statuses with which an operation may refuse, each answered as problem details."""
    found = {400}
    if one.permission:
        found |= {401, 403, 429}
    if one.conflicts:
        found.add(409)
    if "<" in one.path or one.names:
        found.add(404)
    if one.method != "GET":
        found |= {413, 503}
    if one.body:
        found.add(415)
    return found | {422}


def _answered(one: Operation, named: Named) -> Part:
    if one.answer:
        schema = named[(one.answer, "serialization")]
    else:
        schema = {"type": "object"} if one.media == "application/json" else {"type": "string"}
    return {"description": one.summary, "content": {one.media: {"schema": schema}}}


def _refused(status: int) -> Part:
    content = {MEDIA_TYPE: {"schema": {"$ref": REF.format(model=ProblemDetails.__name__)}}}
    return {"description": TITLES[status], "content": content}


def _places(one: Operation) -> Iterator[Part]:
    for name in _PLACE.findall(one.path):
        about, example = PLACES[name]
        schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "description": about, "schema": schema, "example": example}


def _query(one: Operation) -> Iterator[Part]:
    if one.query is None:
        return
    for name, schema in one.query.model_json_schema()["properties"].items():
        schema = {key: value for key, value in schema.items() if key not in ("title", "default")}
        about = schema.pop("description", "")
        kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
        yield {"name": name, "in": "query", "description": about, "schema": {**schema, **(kinds[0] if kinds else {})}}


def _files(one: Operation) -> Part:
    file = {"type": "string", "format": "binary"}
    return {"type": "object", "required": [one.files], "properties": {one.files: file}}


def _scope(one: Operation) -> str:
    return next(scope for scope, may in SCOPES.items() if one.permission in may)
