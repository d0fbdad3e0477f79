"""The desk's pages with 20,000 items of 2,000 directives, three quarters of them public, asked in one process.

Two workers answer as many people at once; what one of them takes is measured, as the processor's time and by the clock.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import Session

from calendar_app import create_app, publish
from calendar_app.models import Decision, Directive, Item, ItemDate
from calendar_app.settings import Settings
from calendar_app.store import Store
from content.almanac.weeks import Week
from tests.bench import national
from tests.web.persons import browser, person

DIRECTIVES, ITEMS, COMMUNES, TIMES = 2_000, 20_000, 160, 11
ITEMS_EACH = ITEMS // DIRECTIVES
LONG, PAGES, LETTERS, LONG_ITEMS = DIRECTIVES - 1, 30, 2_500, 150
"""The last directive: its pages, the letters of a page, and its items, for which its page is promised in 500 ms."""
SHARE, ACCEPTED, DRAFT = 8, 6, 7
"""Of eight directives one is accepted and not public yet, and one nobody has decided about: by the remainder."""
WAITING = LONG - 1
SPAN = timedelta(days=730)
DOING = ("Phòng chống", "Hưởng ứng", "Giới thiệu", "Chấp hành", "Bảo đảm", "Cảnh báo", "Nâng cao", "Giám sát")
WHAT = (
    "cháy rừng mùa khô",
    "an toàn giao thông đường thủy",
    "sốt xuất huyết",
    "bảo hiểm y tế học sinh",
    "chuyển đổi số dịch vụ công",
    "lừa đảo qua mạng",
    "rác thải nhựa bãi biển",
    "tiêm chủng trẻ em",
    "hiến máu tình nguyện",
    "đuối nước trẻ em",
    "đọc sách thư viện",
    "nhà ở người nghèo",
    "nông thôn kiểu mẫu",
    "vay vốn sinh viên",
    "giống lúa chịu hạn",
    "dịch tả lợn",
)
WHERE = ("ven biển", "miền núi", "đô thị", "hải đảo", "trường học", "khu công nghiệp", "chợ đầu mối", "bến cảng")


def figures() -> Iterator[tuple[str, str]]:
    """Yield each page, the slowest first, and what its answer takes."""
    with TemporaryDirectory() as folder:
        yield from measured(made(Path(folder)))


def measured(data: Path) -> Iterator[tuple[str, str]]:
    """Yield what the pages of a store that is there take."""
    app = create_app(Settings(data=data))
    store: Store = app.extensions["store"]
    client = browser(app, person(store, f"do-{time.time_ns()}", "admin"))
    taken = [(*_taken(client, store, address), address) for address in _pages()]
    for seconds, processor, queries, address in sorted(taken, reverse=True):
        said = f"{seconds * 1e3:.0f} ms, {processor * 1e3:.0f} ms of the processor, {queries} queries"
        long = f" ({PAGES} pages, {LONG_ITEMS} items)" if address.endswith(f"/van-ban/cong-van-{LONG}") else ""
        yield f"{ITEMS:,} items: {address}{long}", said


def made(data: Path) -> Path:
    """Make an installation whose directives came in the last two years; return its folder."""
    store, now = Store(data), datetime.now(UTC)
    store.migrate()
    with store.writing() as session:
        session.add_all(national.units("51", COMMUNES))
        _fill(session, now)
        _decide(session, (number for number in range(DIRECTIVES) if number % SHARE < ACCEPTED), now)
    publish.release(store, Settings(data=data), "đo", "", now)
    with store.writing() as session:
        _decide(session, range(ACCEPTED, DIRECTIVES, SHARE), now)
    return data


def _pages() -> tuple[str, ...]:
    today = datetime.now(UTC).date()
    desk, year = "/bien-tap", today.year
    paper, waiting = f"{desk}/van-ban/cong-van-{LONG}", WAITING * ITEMS_EACH + 1
    uid = UUID(int=waiting).hex
    return (
        f"{desk}/",
        paper,
        f"{desk}/van-ban/cong-van-{WAITING}",
        f"{paper}/tiep-noi",
        f"{paper}/lich-su",
        f"{desk}/muc/{waiting}/sua",
        f"{desk}/muc/{waiting}/lich-su",
        f"{desk}/muc/{waiting}/phat-hanh-khan",
        f"{desk}/lich/",
        f"{desk}/lich/?tim=chay+rung",
        f"{desk}/lich/tuan/{Week.of(today).id}",
        f"{desk}/lich/nam/{year}",
        f"{desk}/lich/danh-sach",
        f"{desk}/lich/ngay/{today}",
        f"{desk}/lich/cho-ngay",
        f"{desk}/lich/dang-chay",
        f"{desk}/lich/muc/{waiting}/{uid}",
        f"{desk}/phat-hanh",
        f"{desk}/phat-hanh/don-vi",
        f"{desk}/ban-phat-hanh",
        f"{desk}/nhat-ky/",
        f"{desk}/don-vi/",
        f"{desk}/don-vi/chua-ro",
        f"{desk}/don-vi/xa-7/lich-phat",
        f"{desk}/lich-phat/tam-dung",
        f"{desk}/nguoi-dung/",
        f"{desk}/dia-chi-ngan/",
        f"{desk}/tiep-nhan/",
        f"{desk}/gui-di/",
    )


def _taken(client: FlaskClient, store: Store, address: str) -> tuple[float, float, int]:
    """Return the median of the seconds and of the processor's, and the queries of one answer."""
    seconds, processor = [], []
    with _counted(store) as queries:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    for _ in range(TIMES):
        begin, busy = time.perf_counter(), time.process_time()
        client.get(address)
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - busy)
    return median(seconds), median(processor), len(queries)


@contextmanager
def _counted(store: Store) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(store._reader, "before_cursor_execute", note)
    yield said
    event.remove(store._reader, "before_cursor_execute", note)


def _fill(session: Session, now: datetime) -> None:
    session.add_all(_directive(number, now) for number in range(DIRECTIVES))
    session.flush()
    every = range(LONG * ITEMS_EACH + LONG_ITEMS)
    session.add_all(map(_item, every))
    session.flush()
    session.add_all(_date(number, now) for number in every if number % 5)


def _decide(session: Session, numbers: Iterable[int], now: datetime) -> None:
    session.add_all(Decision(at=now, author="đo", directive_id=number + 1, action="accept") for number in numbers)


def _directive(number: int, now: datetime) -> Directive:
    """One in twenty runs on without an end."""
    received = _received(number, now)
    text = national.TEXT if number != LONG else (national.TEXT * PAGES * LETTERS)[: PAGES * LETTERS]
    return Directive(
        id=number + 1,
        slug=f"cong-van-{number}",
        sha256=f"{number:064x}",
        file_name="cong-van.txt",
        received_at=received,
        text=text,
        document_type="Công văn",
        issuer=f"Sở Thử Nghiệm {number % 20}",
        number=f"{number}/STN-TT",
        place="tỉnh Quảng Ngãi",
        issued_on=received.date(),
        subject=f"tuyên truyền {WHAT[number % len(WHAT)]}",
        window_start=received.date(),
        window_end=received.date() + timedelta(days=30) if number % 20 else None,
    )


def _item(number: int) -> Item:
    """One in ten reaches every commune, the others three of them."""
    some = [f"UBND xã Thử Nghiệm {(number * 7 + step) % COMMUNES}" for step in range(3)]
    paper = _paper(number)
    place = number - paper * ITEMS_EACH
    step = PAGES * LETTERS // LONG_ITEMS if paper == LONG else 0
    return Item(
        id=number + 1,
        uid=UUID(int=number + 1).hex,
        directive_id=paper + 1,
        position=place,
        path=f"I.{place + 1}",
        kind="thematic",
        title=f"{DOING[number % 8]} {WHAT[number // 8 % len(WHAT)]} {WHERE[number // 128 % 8]} đợt {number}",
        text=national.TEXT,
        spans=[[step * place, step * place + (step or len(national.TEXT))]],
        audiences=some if number % 10 else list(national.EVERYBODY),
        channels=["loudspeaker"],
        status="draft" if paper % SHARE == DRAFT else "accepted",
    )


def _date(number: int, now: datetime) -> ItemDate:
    """A week within two months after its directive."""
    first = _received(_paper(number), now).date() + timedelta(days=number % 60)
    return ItemDate(
        uid=UUID(int=10**9 + number).hex,
        item_id=number + 1,
        position=0,
        role="period",
        start=first,
        end=first + timedelta(days=7),
        label="",
    )


def _paper(number: int) -> int:
    return min(number // ITEMS_EACH, LONG)


def _received(number: int, now: datetime) -> datetime:
    return now - SPAN + SPAN * number / DIRECTIVES
