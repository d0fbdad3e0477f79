"""Names for what a person saw before a release, so that what goes out is that and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from pydantic_core import to_json

from calendar_app.differences import Difference

_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def name_of(difference: Difference) -> str:
    """Return a name for what a release would do to one entry; another state has another name."""
    about = [difference.uid, difference.action, difference.before, difference.after]
    return sha256(_PLAIN.encode(about).encode()).hexdigest()


def name_of_all(differences: Iterable[Difference]) -> str:
    """Return a name for all that a release would do, whatever its order."""
    about = sorted(((one.uid, one.action, one.before, one.after) for one in differences), key=lambda one: one[0])
    return sha256(to_json(about)).hexdigest()
