"""An operation: a view that says what it takes and answers, so that the description is made of what is checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint, Response, current_app, g, request
from flask.blueprints import BlueprintSetupState
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import TooManyRequests, UnsupportedMediaType

from calendar_app import clock
from calendar_app.review import Actor
from calendar_app.roles import Permission
from calendar_app.web import guard, problems
from calendar_app.web.api.limits import Limit
from calendar_app.web.api.shapes import Shape

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
OPERATIONS: list[Operation] = []

V = TypeVar("V", bound=Callable[..., Any])
FAULTS = {
    "missing": "thiếu",
    "extra_forbidden": "không có tên này",
    "json_invalid": "không phải JSON đúng",
    "literal_error": "không phải một trong các giá trị được nhận",
    "string_too_long": "quá dài",
    "date_parsing": "ngày viết như 2024-11-20",
    "date_from_datetime_parsing": "ngày viết như 2024-11-20",
    "datetime_parsing": "lúc viết như 2024-11-20T08:00:00+07:00",
    "datetime_from_date_parsing": "lúc viết như 2024-11-20T08:00:00+07:00",
    "timezone_aware": "cần múi giờ, như +07:00",
    "year": "năm phải từ 1990 đến 2100",
    "range": "cần cả hai ngày “tu” và “den”, ngày sau không đứng trước, cách nhau nhiều nhất 400 ngày",
}
NUL = "có ký tự NUL, hãy bỏ đi"
WRONG = "giá trị không hợp lệ"
SAID = "{} chưa đúng ở {} chỗ; xem “errors”, sửa rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one address takes and answers; `permission` None is open to everybody.

    `files` is the name under which files are sent, `media` what is answered instead of JSON. `conflicts`: somebody may
    have been quicker (409); `names`: its query or body names things that may not be there (404).
    """

    method: str
    path: str
    name: str
    summary: str
    permission: Permission | None
    answer: type[Shape] | None
    query: type[Shape] | None = None
    body: type[Shape] | None = None
    files: str = ""
    media: str = "application/json"
    status: int = 200
    conflicts: bool = False
    names: bool = False
    example: object = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operation(
    method: str,
    path: str,
    *,
    may: Permission | None,
    answer: type[Shape] | None,
    unit: str | None = None,
    **more: Any,  # noqa: ANN401  (the fields of Operation)
) -> Callable[[V], V]:
    """Register a view for an address (as Flask writes it); it is handed `query` and `body` as the shapes it names."""

    def declare(view: V) -> V:
        summary = (view.__doc__ or "").partition("\n")[0]
        found = Operation(method, path, view.__name__, summary, may, answer, **more)

        @wraps(view)
        def answered(**places: str) -> Response:
            _count()
            return _answer(found, view(**places, **_asked(found)))

        name = f"{view.__module__.rpartition('.')[2]}_{view.__name__}"
        guarded = guard.may(may, unit)(answered) if may else guard.public(answered)
        blueprint.add_url_rule(path, name, guarded, methods=[method])
        OPERATIONS.append(found)
        return view

    return declare


def actor() -> Actor:
    """Return who asks, as the author of what is decided."""
    return Actor(g.user.name, clock.now())


def number_of(text: str) -> int:
    """Return the number that a place of an address is; one that is none finds nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1


def stale(error: Exception, seen: int | str, current: BaseModel) -> problems.Detailed:
    """Return the conflict between the version that was sent and the thing as it is now."""
    now = current.model_dump(mode="json")
    return problems.Detailed(409, str(error), problems.CONFLICT, seen=seen, current=now)


def invalid(said: str, errors: list[dict[str, str]]) -> problems.Detailed:
    """Return a refusal that names every place in which something is wrong."""
    return problems.Detailed(422, said, problems.INVALID, errors=errors)


@blueprint.record
def _begin(state: BlueprintSetupState) -> None:
    state.app.extensions["api_limit"] = Limit()


def _count() -> None:
    if "user" in g:
        seconds = cast(Limit, current_app.extensions["api_limit"]).seconds_to_wait(g.user.id, clock.now())
        if seconds:
            raise TooManyRequests(retry_after=seconds)


def _asked(operation: Operation) -> dict[str, Shape]:
    """Read what a request says, refusing what the operation does not name."""
    found: dict[str, Shape] = {}
    query = _checked("Địa chỉ", lambda shape: shape.model_validate(_arguments(shape)), operation.query or Shape)
    _refuse_nuls("Địa chỉ", {name: "".join(values) for name, values in request.args.lists()})
    if operation.query:
        found["query"] = query
    if operation.body:
        if request.mimetype != "application/json":
            raise UnsupportedMediaType
        data = request.get_data()
        found["body"] = _checked("Nội dung", lambda shape: shape.model_validate_json(data, strict=True), operation.body)
        if b"\\u0000" in data:
            _refuse_nuls("Nội dung", json.loads(data))
    return found


def _arguments(shape: type[Shape]) -> dict[str, object]:
    """Return the query as the shape wants it: lists where it has lists; what is said twice otherwise is refused."""
    lists = {field.alias or name for name, field in shape.model_fields.items() if field.default == ()}
    return {name: values if name in lists or len(values) > 1 else values[0] for name, values in request.args.lists()}


def _refuse_nuls(what: str, said: object) -> None:
    """Refuse text with a NUL, which no text of people holds."""
    faults = [{"at": at or "/", "detail": NUL} for at in _nuls(said, "")]
    if faults:
        raise invalid(SAID.format(what, len(faults)), faults)


def _nuls(value: object, at: str) -> Iterator[str]:
    """Yield where in JSON a text holds a NUL."""
    if isinstance(value, str) and "\0" in value:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield from _nuls(one, f"{at}/{name}")


def _checked(what: str, read: Callable[[type[Shape]], Shape], shape: type[Shape]) -> Shape:
    try:
        return read(shape)
    except ValidationError as error:
        faults = [
            {"at": "/".join(["", *map(str, one["loc"])]) or "/", "detail": FAULTS.get(one["type"], WRONG)}
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise invalid(SAID.format(what, len(faults)), faults) from None


def _answer(operation: Operation, found: Shape | Response) -> Response:
    if isinstance(found, Response):
        return found
    return Response(found.model_dump_json(), operation.status, content_type="application/json")
