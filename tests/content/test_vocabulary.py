import pytest

from content.vocabulary import Channel, channels, channels_in


def test_the_twelve_channels_have_unique_ids_and_slugs() -> None:
    assert len({c.id for c in channels()}) == len({c.slug for c in channels()}) == len(channels()) == 12


@pytest.mark.parametrize("channel", channels(), ids=lambda c: c.id)
def test_every_term_of_a_channel_is_found(channel: Channel) -> None:
    assert all(channel.id in channels_in(f"đưa tin qua {term}; hết") for term in channel.terms)


def test_accents_lost_in_scanning_do_not_hide_a_channel() -> None:
    assert channels_in("trên công/trang thông tin điện tử") == ("portal",)


def test_a_newspaper_by_its_name_is_press() -> None:
    assert channels_in("Báo Đồng Khởi đưa tin") == ("press",)
    assert channels_in("gửi Báo cáo về Sở") == ()


def test_a_term_inside_another_word_is_no_channel() -> None:
    assert channels_in("thông báo chín xã") == ()
