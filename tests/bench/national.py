"""A whole country on one machine: 34 provinces, an installation each, 3,321 communes, 20,000 entries.

Two processes make the release of every province, whole trees with every unit's calendar and news; then one theme of one
province changes, met by a process that remembers nothing.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlmodel import Session

from calendar_app import publish, review
from calendar_app.models import Decision, Directive, Item, ItemDate, Unit
from calendar_app.review import Actor, DateCorrection, ItemCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from content.almanac.provinces import Province, provinces

PROVINCES, COMMUNES, ENTRIES, PROCESSES = 34, 3_321, 20_000, 2
ITEMS_EACH = 20
EVERYBODY = ("UBND các xã, phường, đặc khu",)
TEXT = (
    "Tuyên truyền, phổ biến quy định của pháp luật; vận động nhân dân trên địa bàn thực hiện, nêu gương người tốt. " * 4
)
NOW = datetime(2025, 11, 12, 2, 0, tzinfo=UTC)
ME = Actor("đo", NOW)


def figures() -> Iterator[tuple[str, str]]:
    """Yield what a process of its own measures, and the values."""
    ran = subprocess.run([sys.executable, "-m", "tests.bench.national"], check=True, capture_output=True, text=True)
    found = json.loads(ran.stdout)
    size = f"{PROVINCES} provinces, {COMMUNES:,} communes, {ENTRIES:,} entries"
    yield f"full release: {size}", f"{found['full']:.1f} s"
    yield "files of those releases, without their gzip", f"{found['files']:,}"
    yield "one changed theme of one province", f"{found['change']:.2f} s"
    yield "peak memory of both processes together", f"{found['memory']:.0f} MB"
    yield "time of twice the entries over that of once", f"{found['entries_twice']:.2f}"
    yield "time of twice the communes over that of once", f"{found['communes_twice']:.2f}"


def main() -> None:
    """Measure, and print the figures as JSON."""
    shares = [(_share(COMMUNES, number), _share(ENTRIES, number)) for number in range(PROVINCES)]
    with TemporaryDirectory() as folder:
        stores = [_province(Path(folder, str(number)), number, *share) for number, share in enumerate(shares)]
        begin = time.monotonic()
        with ProcessPoolExecutor(PROCESSES) as pool:
            peaks = dict(pool.map(_peak, stores))
        full = time.monotonic() - begin
        files = sum(1 for data in stores for path in data.glob("public/current/**/*") if _counts(path))
        os.sync()  # what those releases have still to bring to the disk is no part of a change
        change = _change(Store(stores[0]))
        sizes = ((98, 600), (98, 1200), (196, 600))
        once, entries, communes = (
            _release(Store(_province(Path(folder, f"x{n}"), 0, *s))) for n, s in enumerate(sizes)
        )
    ratios = {"entries_twice": entries / once, "communes_twice": communes / once}
    found = {"full": full, "files": files, "change": change, "memory": sum(peaks.values()), **ratios}
    print(json.dumps(found))


def _share(whole: int, number: int) -> int:
    return whole // PROVINCES + (number < whole % PROVINCES)


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".gz"


def _release(store: Store) -> float:
    begin = time.monotonic()
    publish.release(store, _settings(store), "đo", "", NOW)
    return time.monotonic() - begin


def _peak(data: Path) -> tuple[int, float]:
    """Make a release and return this process and the most memory it has taken so far, in MB."""
    _release(Store(data))
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _settings(store: Store) -> Settings:
    return Settings(data=store.data, public_url="https://lich.example.vn")


def _change(store: Store) -> float:
    with store.writing() as session:
        item = session.get_one(Item, 1)
        (mark,) = review.dates_of(session, [1])[1]
        same = DateCorrection(mark.uid, mark.role, mark.start, mark.end, f"{mark.label} (điều chỉnh)")
        wanted = ItemCorrection(item.title, item.kind, tuple(item.channels), (same,))
        review.correct(session, 1, item.version, wanted, ME)
    return _release(store)


def _province(data: Path, number: int, communes: int, entries: int) -> Path:
    """Make an installation with its registry and accepted items; nothing is public yet."""
    store = Store(data)
    store.migrate()
    code = _all()[number].code
    with store.writing() as session:
        session.add_all(units(code, communes))
        for first in range(0, entries, ITEMS_EACH):
            _directive(session, number, first, min(ITEMS_EACH, entries - first), communes)
    return data


def _all() -> list[Province]:
    return sorted((one for one in provinces().values() if one.valid_until is None), key=lambda one: one.code)


def units(province: str, communes: int) -> Iterator[Unit]:
    """Yield the communes of a province and its other bodies."""
    for number in range(communes):
        yield Unit(
            slug=f"xa-{number}",
            name=f"Xã Thử Nghiệm {number}",
            kind="commune",
            parent=province,
            changed_at=NOW,
        )
    for kind in ("press", "portal", "centre"):
        yield Unit(slug=kind, name=f"Đơn vị {kind}", kind=kind, place=province, changed_at=NOW)


def _directive(session: Session, province: int, first: int, count: int, communes: int) -> None:
    number = first // ITEMS_EACH
    directive = Directive(
        slug=f"cong-van-{number}",
        sha256=f"{province:032x}{number:032x}",
        file_name="cong-van.txt",
        received_at=NOW,
        text=TEXT,
        document_type="Công văn",
        issuer="Sở Văn hóa, Thể thao và Du lịch",
        number=f"{number}/SVHTTDL-TTBCXB",
        place=_all()[province].name,
        issued_on=date(2025, 11, 3),
        subject="tuyên truyền nhiệm vụ chính trị trên địa bàn tỉnh",
    )
    session.add(directive)
    session.flush()
    session.add(Decision(at=NOW, author="đo", directive_id=directive.id or 0, action="accept"))
    for position in range(count):
        _item(session, directive, province * ENTRIES + first + position, position, communes)


def _item(session: Session, directive: Directive, number: int, position: int, communes: int) -> None:
    """One in ten reaches every commune, the others three of them."""
    some = tuple(f"UBND xã Thử Nghiệm {(number * 7 + step) % communes}" for step in range(3))
    item = Item(
        uid=UUID(int=number + 1).hex,
        directive_id=directive.id or 0,
        position=position,
        path=f"I.{position + 1}",
        kind="thematic",
        title=f"Chủ đề tuyên truyền số {number}",
        text=TEXT,
        audiences=list(some if number % 10 else EVERYBODY),
        channels=["loudspeaker"],
        status="accepted",
    )
    session.add(item)
    session.flush()
    day = date(2025, 9, 15) + timedelta(days=number * 7 % 330)
    session.add(
        ItemDate(
            uid=UUID(int=10**9 + number).hex,
            item_id=item.id or 0,
            position=0,
            role="period",
            start=day,
            end=day + timedelta(days=7),
            label=item.title,
        )
    )


if __name__ == "__main__":
    main()
