"""What public pages tell machines of themselves: their entries in schema.org's words, and how to embed them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from markupsafe import Markup

from calendar_app.snapshot import Snapshot
from calendar_app.web.site import public_tree, public_url, settings
from feeds.jsonld import Thing, list_script, thing, things_script
from feeds.view import Entry

OEMBED = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


def about(entries: Iterable[Entry]) -> Markup:
    """Return the data block of a page about these entries, "" where there are none."""
    return things_script(_things(entries))


def listing(name: str, path: str, entries: Iterable[Entry]) -> Markup:
    """Return the data block of the page at `path`, which lists these entries, "" where there are none."""
    return list_script(name, public_url(path), _things(entries))


def oembed_links(path: str) -> list[tuple[str, str]]:
    """Return the type and address of each description by which others embed the page at `path`."""
    asked = {name: urlencode({"url": public_url(path), "format": name}) for name in OEMBED}
    return [(kind, public_url(f"/oembed?{asked[name]}")) for name, kind in OEMBED.items()]


def _things(entries: Iterable[Entry]) -> list[Thing]:
    snapshot = public_tree().snapshot
    each_once = {entry.uid: entry for entry in entries}
    return [_thing(entry, snapshot) for entry in each_once.values()]


def _thing(entry: Entry, snapshot: Snapshot) -> Thing:
    """Say an entry as its feeds do, with the body and the place that its directive names."""
    directive = snapshot.directive(entry.source.slug)
    issuer, place = (directive.issuer, directive.place) if directive else ("", "")
    return thing(entry, issuer or settings().office, place, snapshot.rendered_at)
