"""Every cue is found where it stands, says what its row says, and none of its letters are taken for another."""

from datetime import date

import pytest

from content.recognise.context import role_of
from content.recognise.cues import Cue, cues, hits
from content.recognise.form import Dated
from content.recognise.surroundings import surroundings

SAYS = {
    "event", "period", "handing-in", "void-after", "void-before", "moved-to", "scope", "past", "occasion",
    "called-off", "basis", "none",
}  # fmt: skip
DAY, SOON, LATER = date(2024, 12, 2), date(2024, 12, 6), date(2024, 12, 12)


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: f"{cue.words} ({cue.says})")
def test_a_cue_is_found_whole(cue: Cue) -> None:
    words = cue.words.replace("#", "2")
    found = [hit for hit in hits(f"Nay {words} ở xã") if hit.cue == cue]
    assert [(hit.start, hit.end) for hit in found] == [(4, 4 + len(words))]
    assert cue.says in SAYS
    assert cue.shape in ("", "day", "range", "short", "long", "several")


@pytest.mark.parametrize("cue", [c for c in cues() if c.says in ("event", "period") and c.strength >= 2], ids=str)
def test_a_governing_cue_decides_what_a_date_is(cue: Cue) -> None:
    end = {"day": DAY, "short": SOON}.get(cue.shape, LATER)
    text = f"Xã {cue.words.replace('#', '2')} từ ngày 02/12/2024."
    place = text.index("từ ngày 02")
    around = surroundings(text, place, len(text) - 1, "", 0)
    assert role_of(Dated("range", DAY, end), around) == cue.says


def test_a_word_without_its_accents_is_no_cue() -> None:
    assert [hit.cue.words for hit in hits("liên hoan")] == ["liên hoan"]
    assert hits("tỷ lệ thuận")[0].cue.says == "none"
    assert hits("ký hợp đồng") == ()


def test_a_cue_of_several_words_may_have_lost_an_accent() -> None:
    assert [hit.cue.words for hit in hits("dien ra")] == ["diễn ra"]
    assert [hit.cue.words for hit in hits("diến ra")] == ["diễn ra"]


def test_a_name_is_no_cue() -> None:
    assert [hit.cue.says for hit in hits("anh hùng Nguyễn Trung Trực")] == []
