"""The five directives released with the sample registry, the plan of a station, and the sheets of two weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_app import create_app, intake, publish, registry, review
from calendar_app.planned import NotAired, PlannedAiring, PlannedSession, PublicPlan, dump
from calendar_app.planning import Slot, Theme, Unit, plan
from calendar_app.review import Actor
from calendar_app.scopes import combined, known
from calendar_app.settings import Settings
from calendar_app.sheets import Asked, week_sheet
from calendar_app.site import Site
from calendar_app.snapshot import Snapshot
from calendar_app.store import Store
from calendar_app.talks import talk_of, versions
from calendar_app.themes import by_theme
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
MORNING = Slot("sang", frozenset({1, 2, 3, 4, 5}), time(5), 15, "loudspeaker")


def release_all(store: Store, settings: Settings) -> None:
    """Release the five directives to the units of the sample registry."""
    for path in sorted(SHARED.glob("*.txt")):
        received = intake.receive(store, path.read_bytes(), path.name, RELEASED)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, ME)
    with store.writing() as session:
        assert registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME).faults == ()
    publish.release(store, settings, "bientap", "", RELEASED)


@lru_cache(maxsize=1)
def world() -> Snapshot:
    """Return what is public of them."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        store: Store = create_app(settings).extensions["store"]
        store.migrate()
        release_all(store, settings)
        return Site(settings.data / "public").current().snapshot


def settings_of(folder: Path = Path("var")) -> Settings:
    return Settings(data=folder, public_url=SITE, office=OFFICE)


def plan_of(snapshot: Snapshot) -> PublicPlan:
    """Return what the station airs in both weeks: two sessions of 15 minutes on weekdays."""
    themes, entries = [], {}
    for theme in by_theme(entry for entry in snapshot.entries if STATION in entry.units):
        short, long = (ceil(version.minutes) for version in versions(talk_of(theme)))
        for entry in theme.entries:
            entries[entry.uid] = entry
            day = entry.start if entry.kind == "ky-niem" else None
            first = date(2024, 11, 11) if day else entry.start or RELEASED.date()
            kind = "anniversary" if day else "regular"
            last = None if day else entry.end
            themes.append(Theme(entry.uid, entry.title, kind, first, last, short, max(short, long), day=day))  # type: ignore[arg-type]
    slots = (MORNING, replace(MORNING, id="chieu", start=time(17)))
    first_week, last_week = map(Week.parse, WEEKS)
    made = plan(Unit(STATION, slots), tuple(themes), first_week, last_week, RELEASED.date())
    sessions = tuple(
        PlannedSession(
            uid=f"{one.day}-{one.slot.id}",
            slot=one.slot.id,
            channel=one.slot.channel,
            day=one.day,
            start=one.slot.start,
            minutes=one.slot.minutes,
            airings=tuple(
                PlannedAiring(entries[a.theme].theme_uid, entries[a.theme].title, a.version, a.minutes, a.why, a.theme)
                for a in one.airings
            ),
            sequence=0,
            changed_at=RELEASED,
        )
        for one in made.sessions
    )
    left = tuple(NotAired(n.week.id, entries[n.theme.uid].theme_uid, n.code, n.said) for n in made.not_fitting)
    return PublicPlan(STATION, 180, first_week.monday, last_week.sunday, sessions, left)


def put_plan(folder: Path, made: PublicPlan) -> None:
    """Write a plan into the public tree, as releases do."""
    path = folder / "public/current/plans" / f"{made.unit}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(dump(made))


def sheet(slug: str, week: str, shown: Snapshot | None = None, made: PublicPlan | None = None) -> Sheet:
    """Return a sheet of a scope; the station's with its plan."""
    snapshot = shown or world()
    if made is None and slug == f"don-vi-{STATION}":
        made = plan_of(world())
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
