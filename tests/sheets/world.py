"""The five directives released with the sample registry, what a station airs of them, and the sheets of two weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_app import create_app, intake, publish, registry, review
from calendar_app.airing_decisions import WantedSlot, put_slot
from calendar_app.planned import PublicPlan
from calendar_app.review import Actor
from calendar_app.scopes import combined, known
from calendar_app.settings import Settings
from calendar_app.sheets import Asked, week_sheet
from calendar_app.site import Site
from calendar_app.snapshot import Snapshot
from calendar_app.store import Store
from content.almanac.weeks import Week
from feeds.sheets.model import Sheet
from feeds.sheets.plain import plain_text
from feeds.sheets.table import table
from tests.conftest import SAMPLES, SHARED

GOLDEN = Path(__file__).parent / "golden"
RELEASED = datetime(2024, 11, 10, 2, 0, tzinfo=UTC)
ME = Actor("bientap", RELEASED)
OFFICE, SITE = "Lịch tuyên truyền tỉnh Kon Tum", "https://lich.example.vn"
STATION, PORTAL, CENTRE = "truyen-thanh-thi-tran-dak-ha", "cong-kon-tum", "tt-truyen-thong-dak-ha"
UNITS = {"dai": STATION, "cong": PORTAL, "trung-tam": CENTRE}
WEEKS = ("2024-W46", "2024-W47")
MORNING = WantedSlot("sang", (1, 2, 3, 4, 5), time(5), 15, "loudspeaker")
SLOTS = (MORNING, replace(MORNING, code="chieu", start=time(17)))


def release_all(store: Store, settings: Settings) -> None:
    """Release the five directives to the units of the sample registry, one of which has slots."""
    for path in sorted(SHARED.glob("*.txt")):
        received = intake.receive(store, path.read_bytes(), path.name, RELEASED)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, ME)
    with store.writing() as session:
        assert registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME).faults == ()
        for slot in SLOTS:
            put_slot(session, STATION, slot, None, ME)
    publish.release(store, settings, "bientap", "", RELEASED)


@lru_cache(maxsize=1)
def tree() -> tuple[Snapshot, PublicPlan]:
    """Return what is public of them, and what the station airs, both as the application released them."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        store: Store = create_app(settings).extensions["store"]
        store.migrate()
        release_all(store, settings)
        public = Site(settings.data / "public").current()
        made = public.plan(STATION)
        assert made is not None
        return public.snapshot, made


def world() -> Snapshot:
    """Return what is public of them."""
    return tree()[0]


def station_plan() -> PublicPlan:
    """Return what the station airs from this week on: two sessions of 15 minutes on weekdays."""
    return tree()[1]


def settings_of(folder: Path = Path("var")) -> Settings:
    return Settings(data=folder, public_url=SITE, office=OFFICE)


def sheet(slug: str, week: str, shown: Snapshot | None = None, made: PublicPlan | None = None) -> Sheet:
    """Return a sheet of a scope; the station's with its plan."""
    snapshot = shown or world()
    if made is None and slug == f"don-vi-{STATION}":
        made = station_plan()
    asked = Asked(combined(slug, known(snapshot)), Week.parse(week), made)
    return week_sheet(asked, snapshot, settings_of())


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """Return every golden file by its name."""
    found = {}
    for kind, slug in UNITS.items():
        for week in WEEKS:
            made = sheet(f"don-vi-{slug}", week)
            found[f"{kind}-{week}.txt"] = plain_text(made)
            found[f"{kind}-{week}.csv"] = table(made)
    return found


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, data in files().items():
        (GOLDEN / name).write_bytes(data)
