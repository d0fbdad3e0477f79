"""What is read aloud about a theme, and how long that takes."""

from __future__ import annotations

from functools import lru_cache

from calendar_app.themes import WHOLE, Theme
from content import talking
from content.talking import PACE, Talk, Version
from feeds.text import one_line, plain

KEPT = 1024


def talk_of(theme: Theme) -> Talk:
    """Return what there is to say about a theme: words, the days of what ends, slogans, who supplies information."""
    lead = theme.lead
    named = lead.kind in WHOLE or len(theme.entries) == 1
    return Talk(
        title=one_line(lead.title).rstrip("…") if named and lead.kind != "dot" else "",
        text=plain("\n".join(theme.texts)),
        slogans=tuple(map(one_line, theme.slogans)),
        when=one_line(lead.when) if len(theme.entries) == 1 and lead.end else "",
        providers=tuple(map(one_line, theme.providers)),
    )


@lru_cache(maxsize=KEPT)
def versions(talk: Talk, pace: int = PACE) -> tuple[Version, Version]:
    """Return the short and the long version of a talk, at a pace in syllables a minute."""
    return talking.short(talk, pace=pace), talking.long(talk, pace=pace)


def about(minutes: float) -> str:
    """Say an estimate: "khoảng 1 phút 45 giây", "khoảng 30 giây", "khoảng 2 phút"."""
    whole, seconds = int(minutes), round(minutes % 1 * 60)
    said = [f"{whole} phút" if whole else "", f"{seconds} giây" if seconds else ""]
    return f"khoảng {' '.join(part for part in said if part) or '0 phút'}"
