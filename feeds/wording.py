"""What an entry says to a subscriber, in words that every format shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from markupsafe import Markup, escape

from feeds.text import address, day, day_and_month, one_line, plain, shorten
from feeds.view import Entry

DEADLINE = "han-nop"
CANCELLED = "[HỦY] "
TITLE_LIMIT = 120
SUMMARY_LIMIT = 400
SOURCE_LIMIT = 250


def urn(uid: str) -> str:
    """Return the identifier of a uid for life (RFC 9562); ValueError when `uid` is no UUID."""
    return UUID(uid).urn


def modified(entry: Entry) -> datetime:
    """Return the second, in UTC, at which a news feed last saw the entry change."""
    return second(max(entry.changed_at, entry.appears_at))


def second(instant: datetime) -> datetime:
    """Return an aware instant in UTC without its fraction; ValueError when it is naive."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(UTC).replace(microsecond=0)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries by `appears_at` from the newest, those of one instant by start, then uid."""
    by_day = sorted(entries, key=lambda entry: (entry.start is None, entry.start, entry.uid))
    return sorted(by_day, key=lambda entry: entry.appears_at, reverse=True)


def category_names(entry: Entry) -> list[str]:
    """Return the names of the entry's kind and channels, each once, none empty."""
    names = (one_line(name) for name in (entry.kind_name, *entry.channel_names))
    return list(dict.fromkeys(name for name in names if name))


def days(entry: Entry) -> str:
    """Return the entry's days: "20/11/2024", "11/11–17/11/2024", "Từ 05/8/2024", "Hạn 14/7/2020" or ""."""
    if entry.start is None:
        return ""
    if entry.kind == DEADLINE:
        return f"Hạn {day(entry.end or entry.start)}"
    if entry.end is None:
        return day(entry.start) if entry.rrule else f"Từ {day(entry.start)}"
    if entry.start == entry.end:
        return day(entry.start)
    first = day_and_month(entry.start) if entry.start.year == entry.end.year else day(entry.start)
    return f"{first}–{day(entry.end)}"


def title(entry: Entry) -> str:
    """Return the entry's title on one line, never empty, as every format needs one."""
    return one_line(entry.title) or one_line(entry.kind_name) or "Nội dung tuyên truyền"


def headline(entry: Entry) -> str:
    """Return the title in a news feed, with what was cancelled and the days in front."""
    dated = f"[{days(entry)}] " if days(entry) else ""
    mark = CANCELLED if entry.status == "cancelled" else ""
    return shorten(mark + dated + title(entry), TITLE_LIMIT)


def cancellation(entry: Entry) -> str:
    """Return the sentence that says why an entry was cancelled, or ""."""
    if entry.status != "cancelled":
        return ""
    return _sentence("Đã hủy", one_line(entry.reason, 200)) or "Đã hủy."


def source(entry: Entry) -> str:
    """Return the document and the place in it that the entry comes from."""
    named = ", ".join(part for part in (one_line(entry.source.title), one_line(entry.source.place)) if part)
    return shorten(named, SOURCE_LIMIT)


def summary(entry: Entry) -> str:
    """Return one or two plain sentences: what was cancelled, when it is, and the document it comes from."""
    said = [cancellation(entry), time(entry), _sentence("Nguồn", source(entry))]
    return shorten(" ".join(part for part in said if part), SUMMARY_LIMIT)


def time(entry: Entry) -> str:
    """Return the sentence that says when the entry is, or ""."""
    return _sentence("Thời gian", one_line(entry.when, 200) or days(entry))


def _sentence(name: str, said: str) -> str:
    return f"{name}: {said.rstrip('.')}." if said else ""


def body(entry: Entry) -> Markup:
    """Return the entry as HTML of our own few tags, every word of it escaped once."""
    paragraphs = [cancellation(entry), time(entry), *plain(entry.text).split("\n")]
    parts = [
        *(Markup("<p>{}</p>").format(line) for line in paragraphs if line),
        _list("Khẩu hiệu", [escape(one_line(slogan)) for slogan in entry.slogans]),
        _list("Đối tượng", [escape(one_line(name)) for name in entry.audiences]),
        _list("Kênh", [escape(one_line(name)) for name in entry.channel_names]),
        _list("Đơn vị cung cấp nội dung", [escape(one_line(name)) for name in entry.providers]),
        _list("Liên kết", [_link(url, address(url)) for url in entry.links if address(url)]),
        Markup("<p>Nguồn: {}</p>").format(_link(entry.source.url, source(entry))) if source(entry) else "",
    ]
    return Markup("").join(parts)


def _list(name: str, lines: list[Markup]) -> Markup:
    points = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines if line)
    return Markup("<p>{}:</p><ul>{}</ul>").format(name, points) if points else Markup("")


def _link(url: str, shown: str) -> Markup:
    """Return `shown` as a link, or as mere words when `url` is no web address."""
    target = address(url)
    return Markup('<a href="{}">{}</a>').format(target, shown) if target else escape(shown)
