"""What a later directive does to what runs: proposed with its words, decided, seen in the feeds, taken back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from sqlmodel import select

from calendar_app import carryover, publish, review
from calendar_app.accepted import entries_by_item
from calendar_app.carryover import Choice
from calendar_app.errors import Conflict, Problem
from calendar_app.facts import to_json
from calendar_app.likeness import alike
from calendar_app.models import Decision, Directive
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import entry, events, public
from tests.calendar_app.weekly import (
    ME,
    WEEK_46,
    about,
    accepted,
    at,
    copied,
    decided,
    decisions,
    other_body,
    prepare,
    proposed,
    taken_in,
    undone,
)
from tests.conftest import NOW

pytestmark = pytest.mark.skipif(not WEEK_46.exists(), reason="the real directives are not beside this checkout")
LATER = NOW + timedelta(days=22)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Week 46 is public, week 50 and what two more bodies sent are taken in."""
    return prepare(tmp_path_factory.mktemp("san"))


@pytest.fixture
def settings(tmp_path: Path, prepared: Path) -> Settings:
    return Settings(data=copied(prepared, tmp_path))


@pytest.fixture
def week_50(store: Store) -> Directive:
    return accepted(store, "50.txt")


def release(store: Store, settings: Settings) -> None:
    publish.release(store, settings, "bientap", "theo văn bản tuần 50", LATER)


def test_each_proposal_names_what_becomes_of_the_older_item_and_the_words_it_rests_on(
    store: Store, week_50: Directive
) -> None:
    found = proposed(store, week_50)
    kinds = {at(store, one.older_id).path: (one.kind, one.reason) for one in found}
    assert kinds["I.1.1"][0] == "continue"
    assert kinds["I.1.1"][1].startswith("cùng cơ quan, cùng nội dung “Luật sửa đổi")
    assert "có chữ “Tiếp tục”" in kinds["I.1.1"][1]
    assert kinds["I.1.2"][0] == "amend"
    assert "“Điều chỉnh nội dung”" in kinds["I.1.2"][1]
    assert kinds["I.1.3"][0] == "supersede"
    assert kinds["I.2.7"] == ("continue", "cùng cơ quan, cùng ngày “Ngày hội Quốc phòng toàn dân” (22/12/2024)")
    assert kinds["I.2.2"][0] == "end"
    assert "“từ tuần 50/2024” không nhắc lại" in kinds["I.2.2"][1]
    assert "II.1" not in kinds


def test_what_is_over_refused_or_not_accepted_is_not_proposed(store: Store, week_50: Directive) -> None:
    older = about(store, proposed(store, week_50), "Cảnh vệ").older_id
    with store.writing() as session:
        review.refuse(session, older, at(store, older).version, ME)
    found = proposed(store, week_50, date(2025, 2, 1))
    assert older not in {one.older_id for one in found}
    assert not any("các ngày kỷ niệm" in at(store, one.older_id).title for one in found)


def test_a_superseded_theme_ends_the_day_before_the_newer_begins(
    store: Store, settings: Settings, week_50: Directive
) -> None:
    one = about(store, proposed(store, week_50), "Lithium-ion")
    decided(store, week_50, one)
    release(store, settings)
    older = entry(settings, "Lithium-ion")
    newer = next(e for e in public(settings).entries if e.title.endswith("giao thông điện"))
    assert (older.start, older.end, older.sequence) == (date(2024, 11, 11), date(2024, 12, 8), 1)
    assert (newer.start, newer.end, newer.sequence) == (date(2024, 12, 9), None, 0)
    assert events(settings)[older.uid]["SEQUENCE"] == 1


def test_an_ended_theme_ends_on_the_day_stated(store: Store, settings: Settings, week_50: Directive) -> None:
    one = about(store, proposed(store, week_50), "Kỳ họp thứ 8")
    assert one.newer_id is None
    decided(store, week_50, one, last_day=date(2024, 12, 5))
    release(store, settings)
    assert entry(settings, "Kỳ họp thứ 8").end == date(2024, 12, 5)


def test_a_continued_theme_stays_one_entry_that_names_both_directives(
    store: Store, settings: Settings, week_50: Directive
) -> None:
    one = about(store, proposed(store, week_50), "Cảnh vệ")
    decided(store, week_50, one)
    release(store, settings)
    (theme,) = [e for e in public(settings).entries if "Cảnh vệ" in e.title]
    assert (theme.start, theme.end, theme.sequence) == (date(2024, 11, 11), None, 1)
    assert [source.slug for source in theme.sources] == [theme.source.slug, week_50.slug]
    assert week_50.slug in {directive.slug for directive in public(settings).directives}
    assert theme.uid in events(settings, f"van-ban-{week_50.slug}")
    for extension in ("rss", "atom", "json", "muc.json"):
        text = (settings.data / f"public/current/feeds/tat-ca.{extension}").read_text()
        assert week_50.slug in text, extension


def test_days_that_only_the_later_directive_has_stay_when_the_rest_is_joined(
    store: Store, settings: Settings, week_50: Directive
) -> None:
    one = about(store, proposed(store, week_50), "các ngày kỷ niệm")
    decided(store, week_50, one)
    release(store, settings)
    days = [e for e in public(settings).entries if e.kind == "ky-niem" and e.status == "confirmed"]
    assert len([e for e in days if "Quốc phòng toàn dân" in e.title]) == 1
    assert any("Người khuyết tật" in e.title for e in days)


def test_an_amended_theme_keeps_its_uid_and_takes_the_newer_words_and_end(
    store: Store, settings: Settings, week_50: Directive
) -> None:
    uid = entry(settings, "ngộ độc thực phẩm").uid
    decided(store, week_50, about(store, proposed(store, week_50), "ngộ độc thực phẩm"))
    release(store, settings)
    (theme,) = [e for e in public(settings).entries if "ngộ độc" in e.title]
    assert (theme.uid, theme.start, theme.end) == (uid, date(2024, 11, 11), date(2025, 1, 31))
    assert "chợ đầu mối" in theme.text
    assert theme.sequence == 1


def test_a_theme_of_three_bodies_is_published_once_with_all_its_sources(store: Store, settings: Settings) -> None:
    later = [accepted(store, name) for name in ("y-te.txt", "nong-dan.txt")]
    release(store, settings)
    assert len([e for e in public(settings).entries if "ngộ độc" in e.title]) == 3
    for directive in later:
        one = about(store, proposed(store, directive), "ngộ độc")
        assert one.kind == "merge"
        assert one.reason.startswith("cơ quan khác")
        decided(store, directive, one)
    release(store, settings)
    alive = [e for e in public(settings).entries if "ngộ độc" in e.title and e.status == "confirmed"]
    gone = [e for e in public(settings).entries if "ngộ độc" in e.title and e.status == "cancelled"]
    assert len(gone) == 2
    assert [source.slug for source in alive[0].sources] == [alive[0].source.slug, *(d.slug for d in later)]
    assert len(alive) == 1
    assert "512/SYT-NVY" in str(events(settings)[alive[0].uid]["DESCRIPTION"])
    assert "98-CV/HNDT" in str(events(settings)[alive[0].uid]["DESCRIPTION"])


def test_bodies_never_change_what_another_body_said(store: Store) -> None:
    other = accepted(store, "y-te.txt")
    found = proposed(store, other)
    assert {one.kind for one in found} == {"merge"}
    with pytest.raises(Problem, match="hai cơ quan"):
        decided(store, other, found[0], "supersede", date(2024, 12, 1))


def test_undone_the_former_entries_are_public_again(store: Store, settings: Settings, week_50: Directive) -> None:
    decided(store, week_50, about(store, proposed(store, week_50), "ngộ độc thực phẩm"))
    release(store, settings)
    undone(store, decisions(store)[0])
    release(store, settings)
    older = entry(settings, "ngộ độc thực phẩm")
    assert (older.end, older.sequence, older.also) == (None, 2, ())
    assert len([e for e in public(settings).entries if "an toàn thực phẩm" in e.text]) == 2
    with store.reading() as session:
        actions = [d.action for d in session.exec(select(Decision)).all() if "carrying" in d.before]
    assert actions == ["amend", "amend", "undo-amend", "undo-amend"]


def test_a_refused_proposal_is_remembered_and_can_be_taken_back(store: Store, week_50: Directive) -> None:
    one = about(store, proposed(store, week_50), "Cảnh vệ")
    decided(store, week_50, one, "none")
    assert one.older_id not in {other.older_id for other in proposed(store, week_50)}
    undone(store, decisions(store)[0])
    assert one in proposed(store, week_50)


def test_a_later_item_that_is_not_accepted_changes_nothing(
    store: Store, settings: Settings, week_50: Directive
) -> None:
    one = about(store, proposed(store, week_50), "Cảnh vệ")
    decided(store, week_50, one)
    newer = at(store, one.newer_id)
    with store.writing() as session:
        review.refuse(session, newer.id or 0, newer.version, ME)
    release(store, settings)
    assert entry(settings, "Cảnh vệ").also == ()


def test_a_form_that_saw_an_older_version_decides_nothing(store: Store, week_50: Directive) -> None:
    one = about(store, proposed(store, week_50), "Cảnh vệ")
    choice = Choice(one.kind, one.older_id, 1, week_50.id or 0, one.newer_id, 1)
    with pytest.raises(Conflict), store.writing() as session:
        carryover.decide(session, choice, ME)
    assert decisions(store) == []


@pytest.mark.parametrize("verb", ["thay thế", "bãi bỏ"])
def test_a_directive_that_names_the_one_it_replaces_replaces_all_of_it(store: Store, verb: str) -> None:
    first = accepted(store, "y-te.txt")
    text = other_body("Sở Y tế", "600/SYT-NVY", 20).decode().replace("2. Khám sức khỏe định kỳ cho", "2. Tập huấn cho")
    text = text.replace(
        "ăn tập thể.\n", f"ăn tập thể.\n\nCông văn này {verb} Công văn số 512/SYT-NVY ngày 12/11/2024.\n"
    )
    second = taken_in(store, text.encode(), "hai.txt")
    found = [one for one in proposed(store, second) if one.kind != "merge"]
    assert {at(store, one.older_id).directive_id for one in found} == {first.id}
    assert [one.kind for one in found] == ["supersede", "supersede"]
    assert all(f"“{verb} Công văn số 512/SYT-NVY ngày 12/11/2024”" in one.reason for one in found)


@effort(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(carryover.KINDS)), min_size=1, max_size=4))
def test_deciding_and_undoing_leaves_the_same_state(prepared: Path, choices: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as folder:
        store = Store(copied(prepared, Path(folder)))
        later = accepted(store, "50.txt")
        before = _state(store)
        for number, kind in choices:
            found = proposed(store, later)
            one = found[number % len(found)]
            if one.newer_id or kind in ("supersede", "end", "none"):
                with suppress(Problem):  # joined already
                    decided(store, later, one, kind)
        for row in decisions(store):
            undone(store, row)
        assert _state(store) == before


@given(st.frozensets(st.sampled_from("abcdef"), max_size=6), st.frozensets(st.sampled_from("abcdef"), max_size=6))
def test_what_is_alike_shares_more_than_one_word_so_that_nothing_else_need_be_compared(
    one: frozenset[str], other: frozenset[str]
) -> None:
    assert len(one & other) > 1 or not alike(one, other)


def _state(store: Store) -> list[tuple[int | None, dict[str, object]]]:
    with store.reading() as session:
        ids = [d.id or 0 for d in session.exec(select(Directive)).all()]
        found = entries_by_item(session, ids)
        return [(item.id, {uid: to_json(facts) for uid, facts in entries.items()}) for item, entries in found]
