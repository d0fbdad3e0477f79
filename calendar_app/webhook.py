"""What the webhook says of a release, and how it is signed (Standard Webhooks: https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections import Counter
from datetime import UTC, datetime

from calendar_app.changes import FEED, PublicChange, PublicChanges
from calendar_app.scopes import ALL
from calendar_app.settings import Settings, secret_bytes

TYPE = "release.published"
LISTED = 500


def message(release: PublicChanges, settings: Settings) -> bytes:
    """Return the JSON that tells of a release, from what is public of it; the same bytes for the same release.

    Lists at most 500 changes and says how many it leaves out; the release's page has them all.
    """
    base = settings.public_url
    data = {
        "number": release.number,
        "name": release.name,
        "note": release.note,
        "at": _instant(release.created_at),
        "page": f"{base}/thay-doi#{release.name}",
        "feeds": [f"{base}/feeds/{feed}" for feed in (f"{ALL}.ics", f"{ALL}.atom", f"{ALL}.rss", f"{FEED}.atom")],
        "counts": dict(sorted(Counter(change.action for change in release.changes).items())),
        "changes": [_change(change, base) for change in release.changes[:LISTED]],
        "left_out": max(len(release.changes) - LISTED, 0),
    }
    said = {"type": TYPE, "timestamp": _instant(release.created_at), "data": data}
    return json.dumps(said, ensure_ascii=False).encode()


def headers(message_id: str, body: bytes, settings: Settings, now: datetime) -> dict[str, str]:
    """Return the headers that let a receiver check who sent a body, when, and whether it came before.

    The signature is HMAC-SHA256 over id, time and body; the id is the same at every try.
    """
    at = str(int(now.timestamp()))
    signed = hmac.new(secret_bytes(settings.webhook_secret), f"{message_id}.{at}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(signed.digest()).decode()}",
    }


def _change(change: PublicChange, base: str) -> dict[str, object]:
    facts = change.facts
    return {
        "uid": change.uid,
        "action": change.action,
        "kind": facts.kind,
        "title": facts.title,
        "start": facts.start.isoformat() if facts.start else None,
        "end": facts.end.isoformat() if facts.end else None,
        "fields": list(change.fields),
        "reason": change.reason,
        "source": facts.source,
        "page": f"{base}/chu-de/{facts.theme_uid}",
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
