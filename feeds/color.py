"""Colors a calendar can have: a CSS name for RFC 7986's COLOR, and the same in hex for Apple's property."""

from __future__ import annotations

HEX = {
    "firebrick": "#B22222",
    "darkgoldenrod": "#B8860B",
    "darkgreen": "#006400",
    "teal": "#008080",
    "steelblue": "#4682B4",
    "navy": "#000080",
    "purple": "#800080",
    "sienna": "#A0522D",
}
