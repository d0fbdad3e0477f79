"""Any earlier state of an item, or of a whole directive, given back as a new decision."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from calendar_app import review_restore
from calendar_app.errors import Conflict
from calendar_app.web import guard
from calendar_app.web.api import directives
from calendar_app.web.api.directives import Directive
from calendar_app.web.api.items import Item, Seen, decided
from calendar_app.web.api.operations import actor, operation, stale
from calendar_app.web.api.shapes import Paged, Shape

Moment = Annotated[int, Field(ge=0, le=2**53)]


class Back(Seen):
    """The version of the item that was seen, and the state to go back to: `number` of its history; 0 is as read."""

    to: Moment


class WholeBack(Shape):
    """The newest decision that was seen (`number` of the directive's history), and the one to go back to."""

    seen: Moment
    to: Moment


class Newest(Shape):
    """The newest decision about a directive and its items; 0 where there is none."""

    number: int


BACK = {"version": 4, "to": 17}
WHOLE_BACK = {"seen": 23, "to": 0}


@operation("POST", "/items/<uid>/restore", may="review", body=Back, answer=Item, conflicts=True, example=BACK)
def restore_item(uid: str, body: Back) -> Item:
    """Give an item an earlier state, with what was decided together with it since."""
    by = actor()
    return decided(
        uid, body, lambda session, number: review_restore.restore_item(session, number, body.version, body.to, by)
    )


@operation(
    "POST", "/directives/<directive>/restore", may="review", body=WholeBack, answer=Directive, conflicts=True,
    example=WHOLE_BACK,
)  # fmt: skip
def restore_directive(directive: str, body: WholeBack) -> Directive:
    """Give a directive and all its items an earlier state."""
    try:
        with guard.store().writing() as session:
            number = directives.row_of(session, directive).id or 0
            review_restore.restore_directive(session, number, body.seen, body.to, actor())
    except Conflict as conflict:
        newest = directives.history(directive, Paged(limit=1)).data
        raise stale(conflict, body.seen, Newest(number=newest[0].number if newest else 0)) from None
    return directives.one(directive)
