"""What an entry says to a subscriber, in words that every format shares."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from markupsafe import Markup, escape

from feeds.text import address, day, day_and_month, one_line, plain, shorten
from feeds.view import Entry, Notice, Source

DEADLINE = "han-nop"
CANCELLED = "[HỦY] "
TITLE_LIMIT = 120
SUMMARY_LIMIT = 400
SOURCE_LIMIT = 250
SOURCES_LIMIT = 600


def urn(uid: str) -> str:
    """Return the identifier of a uid for life (RFC 9562); ValueError when `uid` is no UUID."""
    return UUID(uid).urn


def second(instant: datetime) -> datetime:
    """Return an aware instant in UTC without its fraction; ValueError when it is naive."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(UTC).replace(microsecond=0)


def category_names(entry: Entry) -> list[str]:
    """Return the names of the entry's kind, subjects and channels, each once, none empty."""
    names = (one_line(name) for name in (entry.kind_name, *entry.subject_names, *entry.channel_names))
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


def in_year(entry: Entry, year: int) -> bool:
    """Whether the entry has a day of a year; what is undated counts in the year of its release."""
    first = entry.start or entry.released_at
    last = entry.end or first
    return first.year <= year <= (year if entry.rrule and entry.end is None else last.year)


def title(entry: Entry) -> str:
    """Return the entry's title on one line, never empty, as every format needs one."""
    return one_line(entry.title) or one_line(entry.kind_name) or "Nội dung tuyên truyền"


def headline(entry: Entry) -> str:
    """Return the title in a news feed, with what was cancelled and the days in front."""
    dated = f"[{days(entry)}] " if days(entry) else ""
    mark = CANCELLED if entry.status == "cancelled" else ""
    return shorten(mark + dated + title(entry), TITLE_LIMIT)


def cancellation(entry: Entry) -> str:
    """Return the sentence that says why an entry was cancelled or withdrawn, or ""."""
    if entry.status != "cancelled":
        return ""
    done = "Đã rút lại" if entry.withdrawn else "Đã hủy"
    return sentence(done, one_line(entry.reason, 200)) or f"{done}."


def source(entry: Entry) -> str:
    """Return every document and the place in it that the entry comes from."""
    return "; ".join(name for _, name in documents(entry))


def documents(entry: Entry) -> list[tuple[str, str]]:
    """Return the address and the words of each document that the entry comes from; together they have a limit."""
    limit = min(SOURCE_LIMIT, SOURCES_LIMIT // len(entry.sources))
    named = [(found.url, shorten(_document(found), limit)) for found in entry.sources]
    return [(url, name) for url, name in named if name]


def _document(found: Source) -> str:
    return ", ".join(part for part in (one_line(found.title), one_line(found.place)) if part)


def summary(entry: Entry) -> str:
    """Return one or two plain sentences: what was cancelled, when it is, and the document it comes from."""
    said = [cancellation(entry), time(entry), sentence("Nguồn", source(entry))]
    return shorten(" ".join(part for part in said if part), SUMMARY_LIMIT)


def time(entry: Entry) -> str:
    """Return the sentence that says when the entry is, or ""."""
    return sentence("Thời gian", time_words(entry))


def time_words(entry: Entry) -> str:
    """Return when the entry is, in words, or ""."""
    return one_line(entry.when, 200) or days(entry)


def sentence(name: str, said: str) -> str:
    """Return "name: said." or "" where nothing is said."""
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
        _sources(entry),
    ]
    return Markup("").join(parts)


def _sources(entry: Entry) -> Markup:
    links = Markup("; ").join(_link(url, name) for url, name in documents(entry))
    return Markup("<p>Nguồn: {}</p>").format(links) if links else Markup("")


def _list(name: str, lines: list[Markup]) -> Markup:
    points = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines if line)
    return Markup("<p>{}:</p><ul>{}</ul>").format(name, points) if points else Markup("")


def _link(url: str, shown: str) -> Markup:
    """Return `shown` as a link, or as mere words when `url` is no web address."""
    target = address(url)
    return Markup('<a href="{}">{}</a>').format(target, shown) if target else escape(shown)


def notice_summary(notice: Notice, entry: Entry) -> str:
    """Return what changed in a few plain sentences: old and new days, or why, and the document."""
    said = [*_told(notice), sentence("Nguồn", source(entry))]
    return shorten(" ".join(said), SUMMARY_LIMIT)


def notice_body(notice: Notice, entry: Entry) -> Markup:
    """Return the same as HTML, with a link to the entry."""
    lines = [*_told(notice), sentence("Nguồn", source(entry))]
    parts = [Markup("<p>{}</p>").format(line) for line in lines if line]
    return Markup("").join([*parts, Markup("<p>{}</p>").format(_link(entry.url, Markup("Xem nội dung đầy đủ")))])


def _told(notice: Notice) -> list[str]:
    """Return the sentences of a notice; what is missing is not said."""
    opening = {"moved": "", "cancelled": "Nội dung này đã hủy.", "reinstated": "Nội dung này được thực hiện trở lại."}
    said = [
        opening[notice.kind],
        sentence("Thời gian cũ" if notice.after else "Thời gian", one_line(notice.before, 120)),
        sentence("Thời gian mới", one_line(notice.after, 120)),
        sentence("Lý do", one_line(notice.reason, 200)),
    ]
    return [part for part in said if part]
