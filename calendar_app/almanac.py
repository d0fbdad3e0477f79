"""The year's almanac for the public: what is observed in a year, in words, and as the entries of its own feed.

Observances come round by themselves: no directive announces them, no release holds them. What is told of a year
depends on the data alone; the clock says only which years are shown and what news have come.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

from calendar_app import wording
from calendar_app.clock import day_of, start_of
from calendar_app.settings import Settings
from content.almanac import lunar, observances, provinces
from content.almanac.observances import ObservedDay
from content.almanac.preparation import prepared_from
from feeds.formats import Format
from feeds.memo import Memo
from feeds.text import day
from feeds.view import Entry, FeedView, Source

YEARS = range(2000, 2101)
ONE_DAY = timedelta(days=1)
SLUG = "lich-nam"
NAME = "Lịch năm"
ROUND = "nam-tron"
KINDS = {"toan-quoc": "national", "dang": "party", "nganh": "sector", "dia-phuong": "local", "quoc-te": "international"}
KIND_NAMES = {
    "toan-quoc": "Toàn quốc",
    "dang": "Đảng",
    "nganh": "Ngành",
    "dia-phuong": "Địa phương",
    "quoc-te": "Quốc tế",
    ROUND: "Năm tròn",
}
"""What the almanac can be filtered by: the scope of an observance, and whether its count of years is a round one."""

ALTERED: tuple[date, ...] = ()
"""The days on which what the almanac says was altered since it was first published, oldest first.

Each raises SEQUENCE and LAST-MODIFIED, without which programs pass over a change.
"""

_UID = uuid5(NAMESPACE_URL, "urn:lich-tuyen-truyen:lich-nam")
NO_ANNOUNCEMENT = "Ngày này theo lịch hằng năm, không phải thông báo của văn bản chỉ đạo."


@lru_cache(maxsize=len(YEARS))
def year(number: int) -> tuple[ObservedDay, ...]:
    """Return what is observed in a year, by day."""
    return observances.year(number)


def of_kind(found: tuple[ObservedDay, ...], kind: str) -> tuple[ObservedDay, ...]:
    """Return what is of a kind of `KIND_NAMES`; "" is all."""
    if kind == ROUND:
        return tuple(one for one in found if one.round)
    return tuple(one for one in found if not kind or one.observance.scope == KINDS[kind])


def within(first: date, last: date) -> list[ObservedDay]:
    """Return what is observed on some day from first to last of one year, single days before what lasts."""
    found = [one for one in year(first.year) if one.day <= last and one.last >= first]
    return sorted(found, key=lambda one: one.last > one.day)


def count(found: ObservedDay) -> str:
    """Say how many years are counted, and whether that is a round number: "80 năm, năm tròn"; "" for none."""
    if not found.years:
        return ""
    mark = ", năm tròn" if found.round else ", năm lẻ 5" if found.half_round else ""
    return f"{found.years} năm{mark}"


def lunar_day(found: ObservedDay) -> str:
    """Say the lunar day of what is kept by the lunar calendar, "10/3 âm lịch"; "" for the rest."""
    if found.observance.calendar == "solar":
        return ""
    _, month, number, _ = lunar.lunar(found.day)
    return f"{number}/{month} âm lịch"


def place(found: ObservedDay) -> str:
    """Name the province of a local observance, and what that has become by the day; "" for the rest."""
    named = provinces.named(found.observance.place, found.day) if found.observance.scope == "local" else None
    if named is None:
        return ""
    now = provinces.became(named.code, found.day)
    return named.name if now.code == named.code else f"{named.name}, nay thuộc {now.name}"


def kind_name(found: ObservedDay) -> str:
    """Name the kind of an observance: "Toàn quốc"."""
    return next(KIND_NAMES[kind] for kind, scope in KINDS.items() if scope == found.observance.scope)


def lunar_years(number: int) -> list[str]:
    """Say in sentences which lunar years a year has part in: Tết, its eve, and a leap month where there is one."""
    tet, before = lunar.tet(number), lunar.can_chi(number - 1)
    eve = tet - ONE_DAY
    leaps = ((lunar.can_chi(y), lunar.leap_month(y)) for y in (number - 1, number))
    return [
        f"Mùng 1 Tết {lunar.can_chi(number)} là ngày {day(tet)}; trước đó là năm {before}.",
        f"Tháng Chạp năm {before} có {lunar.lunar(eve)[2]} ngày, giao thừa là đêm {day(eve)}.",
        *(_leap(name, *leap) for name, leap in leaps if leap and leap[1].year <= number <= leap[2].year),
    ]


def _leap(name: str, month: int, first: date, last: date) -> str:
    days = f"từ {day(first)} đến {day(last)}"
    return f"Năm {name} có tháng {month} nhuận, {days}; ngày lễ âm lịch tính theo tháng không nhuận."


def feed(settings: Settings, at: datetime) -> FeedView:
    """Return the almanac of this year and the next as a feed; its news tell a day from its day of preparation on."""
    this = day_of(at).year
    path = f"{settings.public_url}/feeds/{SLUG}"
    return FeedView(
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=SLUG,
        title=f"{settings.office} – {NAME}",
        description=f"Ngày kỷ niệm trong năm {this} và {this + 1}, dương lịch và âm lịch. {NO_ANNOUNCEMENT}",
        home_url=f"{settings.public_url}/{SLUG}/",
        path=path,
        updated=start_of(date(this, 1, 1)),
        entries=tuple(entry for number in (this, this + 1) for entry in _entries(number, settings.public_url)),
        author=settings.office,
        as_of=at,
        color="darkgoldenrod",
        schema=f"{settings.public_url}/feeds/muc.schema.json",
        hub=settings.hub,
    )


@lru_cache(maxsize=16)
def written(form: Format, view: FeedView) -> bytes:
    """Return a feed in a format; kept, since all trees of a day have the same."""
    return form.render(view, _memo(view.path, view.updated))


@lru_cache(maxsize=4)
def _memo(_path: str, _year: datetime) -> Memo:
    """Return what is remembered of a year's feed: from day to day nearly all in it stays."""
    return Memo()


def download(settings: Settings, number: int, kind: str) -> FeedView:
    """Return what is observed in one year, all of it or of one kind, as a calendar to be kept: it is not renewed."""
    path = f"{settings.public_url}/{SLUG}/{number}{'/' if kind else ''}{kind}"
    uids = {_uid(one) for one in of_kind(year(number), kind)}
    return FeedView(
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=SLUG,
        title=f"{NAME} {number}{' – ' if kind else ''}{KIND_NAMES.get(kind, '')}",
        description=f"Ngày kỷ niệm trong năm {number}, dương lịch và âm lịch. {NO_ANNOUNCEMENT}",
        home_url=path,
        path=path,
        updated=start_of(date(number, 1, 1)),
        entries=tuple(entry for entry in _entries(number, settings.public_url) if entry.uid in uids),
        author=settings.office,
        year=number,
    )


@lru_cache(maxsize=16)
def _entries(number: int, public_url: str) -> tuple[Entry, ...]:
    return tuple(_entry(found, public_url) for found in year(number))


def _entry(found: ObservedDay, public_url: str) -> Entry:
    """Return an observance of a year as an entry, public since the year before, when the feed began to show it."""
    observance, number = found.observance, found.day.year
    begun = start_of(date(number - 1, 1, 1))
    altered = [at for at in map(start_of, ALTERED) if at > begun]
    url = f"{public_url}/{SLUG}/{number}#{observance.slug}"
    return Entry(
        uid=_uid(found),
        theme_uid=uuid5(_UID, observance.slug).hex,
        sequence=len(altered),
        status="confirmed",
        kind=SLUG,
        kind_name="Ngày kỷ niệm trong lịch năm",
        title=f"{found.years} năm {observance.name}" if found.years else observance.name,
        text=_text(found),
        start=found.day,
        end=found.last,
        rrule=None,
        when=" – ".join(filter(None, (wording.when(SLUG, found.day, found.last), lunar_day(found)))),
        channels=(),
        channel_names=(),
        audiences=(),
        providers=(),
        slogans=(),
        links=(),
        url=url,
        source=Source(SLUG, f"{NAME} {number}", "", "", observance.name, url),
        created_at=begun,
        released_at=begun,
        appears_at=start_of(prepared_from(found)),
        changed_at=max([begun, *altered]),
    )


def _uid(found: ObservedDay) -> str:
    return uuid5(_UID, f"{found.observance.slug}/{found.day.year}").hex


def _text(found: ObservedDay) -> str:
    """Say what there is to know, one thing a line."""
    said = [
        f"Kỷ niệm {count(found)}." if count(found) else "",
        f"{lunar_day(found)} năm {lunar.can_chi(lunar.lunar(found.day)[0])}." if lunar_day(found) else "",
        f"{': '.join(filter(None, (kind_name(found), place(found))))}.",
        f"Chuẩn bị từ {day(prepared_from(found))}.",
        NO_ANNOUNCEMENT,
    ]
    return "\n".join(filter(None, said))
