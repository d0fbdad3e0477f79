"""What programs do over HTTP: the desk's verbs as JSON under /api/v1, described at /api/v1/openapi.json."""

from calendar_app.web.api import (
    airing,
    arrivals,
    carrying,
    comments,
    corrections,
    days,
    description,
    directives,
    edits,
    entries,
    items,
    logbook,
    releases,
    restoring,
    scheduled,
    short_addresses,
    units,
)
from calendar_app.web.api.operations import blueprint

__all__ = [
    "airing",
    "arrivals",
    "blueprint",
    "carrying",
    "comments",
    "corrections",
    "days",
    "description",
    "directives",
    "edits",
    "entries",
    "items",
    "logbook",
    "releases",
    "restoring",
    "scheduled",
    "short_addresses",
    "units",
]
