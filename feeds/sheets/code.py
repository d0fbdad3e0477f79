"""The QR code that leads from paper to the page it shows."""

from __future__ import annotations

import io

import segno


def svg(url: str) -> str:
    """Return a code as an SVG element, black on white, without a size of its own."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawn, kind="svg", border=2, light="#fff", xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return drawn.getvalue().decode()


def png(url: str) -> bytes:
    """Return a code as a picture for Word, black on white."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="png", border=2, scale=8)
    return drawn.getvalue()
