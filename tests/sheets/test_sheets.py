"""What a week sheet says to whom, what it must not say, and what it says where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from calendar_app.scopes import ALL, combined, known
from calendar_app.sheets import NO_RELEASE, NO_SLOTS, Asked, week_sheet
from calendar_app.snapshot import PublicUnit, Snapshot
from content.almanac.weeks import Week
from feeds.sheets.model import Board, Lines, Readings, Sheet, Themes
from feeds.sheets.paper import pdf
from feeds.sheets.plain import plain_text
from feeds.sheets.table import table
from feeds.sheets.word import word
from feeds.view import Entry
from tests.sheets.test_golden import of_word, pages
from tests.sheets.world import CENTRE, PORTAL, STATION, settings_of, sheet, station_plan, world
from tests.web import examples

UNITS = (PublicUnit("dai", "Đài truyền thanh xã", "station", ""), PublicUnit("tt", "Trung tâm", "centre", ""))
SECRET = "LỜI CHƯA ĐƯỢC CÔNG BỐ"


def shown(*entries: Entry) -> Snapshot:
    reaching = tuple(replace(entry, units=("dai", "tt")) for entry in entries)
    return replace(examples.snapshot(*reaching), units=UNITS)


def drawn(snapshot: Snapshot, slug: str = "don-vi-dai", week: str = "2024-W46") -> Sheet:
    asked = Asked(combined(slug, known(snapshot)), Week.parse(week))
    return week_sheet(asked, snapshot, settings_of())


def everything(made: Sheet) -> str:
    """All that any format says."""
    return "\n".join([plain_text(made).decode(), table(made).decode(), of_word(word(made)), *pages(pdf(made))]).replace(
        "\r\n", " "
    )


def lines(made: Sheet, heading: str) -> list[tuple[date | None, str, str]]:
    found = (block for block in made.blocks if isinstance(block, Lines) and heading in block.heading)
    return [(line.day, line.text, line.more) for block in found for line in block.lines]


def test_a_station_gets_days_and_sessions_before_the_themes_and_texts_to_read_at_the_end() -> None:
    kinds = [type(block) for block in sheet(f"don-vi-{STATION}", "2024-W46").blocks]
    assert kinds.index(Board) < kinds.index(Themes) < kinds.index(Readings)
    assert kinds[-1] is Readings


def test_a_portal_is_told_first_what_goes_up_and_comes_down() -> None:
    made = sheet(f"don-vi-{PORTAL}", "2024-W46")
    assert [block.heading for block in made.blocks][1] == "Đưa lên trong tuần"
    assert lines(made, "Đưa lên")[0][0] == date(2024, 11, 11)
    assert not any(isinstance(block, Board | Readings) for block in made.blocks)


def test_a_centre_hangs_slogans_verbatim_and_is_told_when_to_take_them_down() -> None:
    entry = replace(examples.BANNERS, slogans=("Ăn sạch, sống khỏe!",))
    made = drawn(shown(entry), "don-vi-tt")
    assert lines(made, "Khẩu hiệu") == [
        (None, "“Ăn sạch, sống khỏe!”", "nội dung 1: Treo từ 09/11/2024 đến hết 13/11/2024, gỡ ngày 14/11")
    ]
    assert lines(made, "Gỡ băng rôn") == [(date(2024, 11, 13), "1. Treo băng rôn tại cửa ngõ đô thị", "gỡ ngày 14/11")]


def test_what_ended_on_sunday_is_taken_down_on_monday() -> None:
    ended = replace(examples.BANNERS, end=date(2024, 11, 10))
    assert lines(drawn(shown(ended, examples.FOOD), "don-vi-tt"), "Gỡ")[0][2] == "gỡ ngày 11/11"


def test_every_theme_names_its_document_and_the_place_in_it() -> None:
    for slug in (STATION, PORTAL, CENTRE):
        made = sheet(f"don-vi-{slug}", "2024-W46")
        sources = lines(made, "Nguồn")
        for theme in next(block.themes for block in made.blocks if isinstance(block, Themes)):
            for origin in theme.origins:
                assert origin.document in sources[origin.number - 1][1]
                assert origin.place


def test_a_theme_that_two_bodies_send_names_both_documents() -> None:
    also = replace(examples.OLD_DEADLINE.source, place="mục II.2")
    made = drawn(shown(replace(examples.FOOD, also=(also,)), examples.TEACHERS))
    theme = next(block.themes for block in made.blocks if isinstance(block, Themes))[0]
    assert [origin.place for origin in theme.origins] == ["mục I.1.2", "mục II.2"]
    assert {also.title in said for _, said, _ in lines(made, "Nguồn")} == {True, False}


def test_deadlines_stand_in_a_frame_with_who_must_keep_them() -> None:
    made = drawn(shown(examples.REPORT))
    assert lines(made, "Hạn") == [
        (date(2024, 11, 15), "Gửi báo cáo kết quả tuyên truyền về Sở TT&TT", "Đài huyện; Trung tâm VH-TT-DL&TT")
    ]


def test_what_recurs_is_on_the_sheet_on_its_days_of_the_week() -> None:
    made = drawn(shown(examples.COLUMN))
    (theme,) = next(block.themes for block in made.blocks if isinstance(block, Themes))
    assert [line.day for line in theme.days] == [date(2024, 11, 12), date(2024, 11, 15)]


def test_what_is_withdrawn_is_named_as_such_and_none_of_its_words_are_in_any_format() -> None:
    gone = replace(
        examples.FOOD,
        status="cancelled",
        withdrawn=True,
        text=SECRET,
        slogans=(SECRET,),
        cancelled_at=datetime(2024, 11, 12, tzinfo=UTC),
    )
    made = drawn(shown(gone, examples.TEACHERS))
    assert SECRET not in everything(made)
    assert "Đã rút lại" in lines(made, "Đã hủy")[0][2]
    assert not any(
        gone.title in theme.name for block in made.blocks if isinstance(block, Themes) for theme in block.themes
    )


def test_what_is_held_back_shows_title_and_days_alone_until_the_minute_it_is_told() -> None:
    until = datetime(2024, 11, 13, 1, 0, tzinfo=UTC)
    held = replace(examples.FOOD, text=SECRET, slogans=(SECRET,), embargo_until=until)
    before = replace(shown(held), rendered_at=until - timedelta(seconds=1))
    made = drawn(before)
    assert SECRET not in everything(made)
    assert "Nội dung công bố ngày 13/11." in everything(made)
    assert not any(isinstance(block, Readings) for block in made.blocks)
    assert SECRET in everything(drawn(replace(before, rendered_at=until)))


def test_what_was_cancelled_is_told_with_its_reason_and_not_aired() -> None:
    plan = station_plan()
    uid = plan.sessions[0].airings[0].theme_uid
    entries = tuple(replace(e, status="cancelled", reason="Hoãn") if e.theme_uid == uid else e for e in world().entries)
    cancelled = replace(world(), entries=entries)
    made = sheet(f"don-vi-{STATION}", "2024-W46", cancelled, plan)
    board = next(block for block in made.blocks if isinstance(block, Board))
    names = " ".join(one for row in board.rows for cell in row.cells for one in cell)
    assert plan.sessions[0].airings[0].title[:20] not in names
    assert "Hoãn" in everything(made)


@pytest.mark.parametrize("slug", ["don-vi-dai", ALL, "kenh-truyen-thanh"])
def test_a_week_with_nothing_says_so_and_what_to_do_in_every_format(slug: str) -> None:
    text = everything(drawn(shown(examples.BANNERS), slug, "2019-W02"))
    assert text.count("Chưa có nội dung nào cho tuần 2") == 4
    assert "/diem-tin/tat-ca/2019-W02" in text


def test_before_the_first_release_that_is_said() -> None:
    assert drawn(replace(shown(), release=None, entries=())).notice == NO_RELEASE


def test_a_station_without_sessions_is_told_what_to_do() -> None:
    board = next(block for block in drawn(shown(examples.FOOD)).blocks if isinstance(block, Board))
    assert (board.note, board.rows) == (NO_SLOTS, ())


def test_a_sheet_is_the_same_for_the_same_state() -> None:
    assert drawn(shown()) == drawn(shown())
