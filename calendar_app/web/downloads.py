"""Handing out files that strangers made."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Response, send_file


def attachment(path: Path, name: str) -> Response:
    """Hand out a file as it came, to be saved and never shown by the browser as a page of ours."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = send_file(path, mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer
