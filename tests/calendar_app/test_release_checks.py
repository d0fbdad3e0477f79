"""docs/release-checks.md says every check there is, and each of its examples is found by its check alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

import pytest
from sqlmodel import select

from calendar_app import preview, publish, registry, release_checks, release_load, review
from calendar_app.differences import differences
from calendar_app.models import AiringSlot
from calendar_app.preview import Preview
from calendar_app.release_checks import NAMES
from calendar_app.settings import Settings
from calendar_app.store import Store
from feeds.view import Entry
from tests.calendar_app.conftest import ME
from tests.calendar_app.looks import item
from tests.conftest import NOW, ROOT, SAMPLES

PAGE = (ROOT / "docs" / "release-checks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = {code: m[1] for code, text in SECTIONS.items() if (m := re.search(r"```\n(.*?)\n```", text, re.DOTALL))}
STATION = "truyen-thanh-thi-tran-dak-ha"


def test_every_check_is_described_with_an_example_and_has_a_name() -> None:
    assert set(SECTIONS) == set(EXAMPLES) == set(NAMES)
    assert all(NAMES.values())


@pytest.fixture
def world(store: Store, settings: Settings, directive_id: int) -> Store:
    """An installation with units, of which one entry would be new, as it should be."""
    found = item(store, "cháy rừng")
    with store.writing() as session:
        assert registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME).faults == ()
        review.accept(session, found.id or 0, found.version, ME)
    return store


def seen(store: Store, settings: Settings) -> Preview:
    with store.reading() as session:
        found = preview.preview(session, differences(session), settings.public_url, NOW)
    (shown,) = found.shown
    assert shown.after is not None
    event = replace(shown.after, kind="su-kien", start=date(2024, 11, 20), end=date(2024, 11, 20))
    return replace(found, shown=(replace(shown, after=event),))


def altered(entry: Entry, name: str, value: str) -> Entry:
    if name == "day":
        return replace(entry, start=date.fromisoformat(value), end=date.fromisoformat(value))
    if name == "words":
        return replace(entry, source=replace(entry.source, words=value))
    return replace(entry, **{name: (value,) if value else ()})  # type: ignore[arg-type]


def codes(store: Store, found: Preview) -> list[str]:
    with store.reading() as session:
        told = [*release_load.overloads(session, found), *release_checks.cautions(found)]
    assert all(one.said.endswith(".") for one in told)
    return sorted({one.code for one in told})


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_is_found_by_its_check_alone(world: Store, settings: Settings, code: str) -> None:
    found = seen(world, settings)
    assert codes(world, found) == []
    for line in EXAMPLES[code].splitlines():
        name, _, value = (part.strip() for part in line.partition(":"))
        if name.startswith("minutes"):
            with world.writing() as session:
                session.add(_slot(int(value)))
        else:
            (shown,) = found.shown
            assert shown.after is not None
            found = replace(found, shown=(replace(shown, after=altered(shown.after, name, value)),))
    assert codes(world, found) == [code]


def _slot(minutes: int) -> AiringSlot:
    about = {"weekdays": [1, 3, 5], "start": time(5), "minutes": minutes, "channel": "loudspeaker"}
    return AiringSlot(unit=STATION, code="sang", author="bientap", changed_at=NOW, **about)


def test_they_block_nothing(store: Store, settings: Settings, directive_id: int) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        row = session.exec(select(type(found)).where(type(found).id == found.id)).one()
        row.channels, row.slogans = [], ["Khẩu hiệu lạ"]
        session.flush()
        review.accept(session, found.id or 0, row.version, ME)
    with store.reading() as session:
        told = preview.preview(session, differences(session), settings.public_url, NOW)
    assert {one.code for one in release_checks.cautions(told)} == {"no-channel", "slogan-altered"}
    assert publish.release(store, settings, "duyet", "", NOW).number == 1
