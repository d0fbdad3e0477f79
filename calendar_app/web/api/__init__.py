"""What programs do over HTTP: the desk's verbs as JSON under /api/v1, described at /api/v1/openapi.json."""

from calendar_app.web.api import arrivals, description, directives, entries, items, releases, units
from calendar_app.web.api.operations import blueprint

__all__ = ["arrivals", "blueprint", "description", "directives", "entries", "items", "releases", "units"]
