"""What a view declares of who may see it. A view that declares nothing stops the service from starting.

Public pages import this and not the guard, which knows the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from calendar_app.roles import Permission

V = TypeVar("V", bound=Callable[..., Any])
_OPEN = "open blueprints"
_MARK = "__door__"


@dataclass(frozen=True, slots=True)
class Door:
    """Who may pass: everybody (`permission` None), or who has a permission; `unit` is told in `guard.may`."""

    permission: Permission | None = None
    unit: str | None = None


def mark(view: V, door: Door) -> V:
    """Write on a view who may see it."""
    view.__dict__[_MARK] = door
    return view


def public(view: V) -> V:
    """Declare that everybody may see a view."""
    return mark(view, Door())


def all_public(blueprint: Blueprint) -> None:
    """Declare every view of a blueprint public: one drawn from the released tree alone, which holds no secret."""
    blueprint.record(_open)


def door(app: Flask, endpoint: str) -> Door | None:
    """Return what the view of an endpoint declares, None where it declares nothing."""
    found: Door | None = getattr(app.view_functions.get(endpoint), _MARK, None)
    if found is None and (endpoint == "static" or endpoint.rpartition(".")[0] in app.extensions.get(_OPEN, ())):
        return Door()
    return found


def check(app: Flask) -> None:
    """Raise RuntimeError where a route says nothing of who may see it."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules() if door(app, rule.endpoint) is None})
    if missing:
        raise RuntimeError(f"views that do not say who may see them (guard.may or guard.public): {', '.join(missing)}")


def _open(state: BlueprintSetupState) -> None:
    state.app.extensions.setdefault(_OPEN, set()).add(state.blueprint.name)
