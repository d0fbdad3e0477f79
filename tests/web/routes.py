"""Every address of an application, as a test can ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from flask import Flask
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.converters import AnyConverter, IntegerConverter

from calendar_app.web.declared import Door, door

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One method of one address, its variables filled in, and what its view declares."""

    method: str
    path: str
    endpoint: str
    door: Door

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def routes(app: Flask, **values: object) -> list[Route]:
    """Every route; `values` fill in variables by name or by blueprint__name, others get something that fits."""
    return list(_routes(app, values))


def _routes(app: Flask, values: dict[str, object]) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        found = door(app, rule.endpoint)
        assert found is not None, rule.endpoint
        for method in METHODS:
            if method in cast(set[str], rule.methods):
                yield Route(method, _path(rule, values), rule.endpoint, found)


def _path(rule: Rule, values: dict[str, object]) -> str:
    subject = rule.endpoint.partition(".")[0]
    filled = {
        name: values.get(f"{subject}__{name}", values.get(name, _fitting(converter)))
        for name, converter in rule._converters.items()
    }
    built = rule.build(filled | dict(rule.defaults or {}), append_unknown=False)
    assert built is not None
    return built[1]


def _fitting(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return 1 if isinstance(converter, IntegerConverter) else "1"
