"""Pages of portals and of print: the directive and nothing else, in the order in which it is read."""

import pytest
import typst

from content.errors import Unreadable
from content.reading import extract
from tests.content.pages import as_html, as_page

BODY = "Kính gửi: Các xã.\n\n1. Treo cờ từ ngày 01/5/2025 đến ngày 03/5/2025.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT."


def _html(body: str, head: str = '<meta charset="utf-8">', coding: str = "utf-8") -> str:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>".encode(coding), "a.html").text


def test_menus_clocks_and_other_news_are_left_out() -> None:
    more = "Tuyên truyền trên hệ thống truyền thanh cơ sở, cổng thông tin điện tử và mạng xã hội. " * 8
    text = BODY.replace("\n\nNơi nhận", f"\n\n2. {more.strip()}\n\nNơi nhận")
    assert extract(as_html(text), "a.html").text in (text, f"Văn bản chỉ đạo, điều hành\n\n{text}")


def test_lists_have_their_numbers() -> None:
    page = "<ol><li>Một</li><li value=5>Năm<ul><li>gạch<ul><li>cộng</li></ul></li></ul></li><li>Sáu</li></ol>"
    assert _html(page) == "1. Một\n\n5. Năm\n\n- gạch\n\n+ cộng\n\n6. Sáu"
    assert _html("<ol type=I start=3><li>Ba</li></ol><ol type=a><li>Chữ</li></ol>") == "III. Ba\n\na) Chữ"


def test_tables_are_rows_where_they_list_and_cells_where_they_place() -> None:
    listing = "<table><tr><th>TT<th>Việc</tr><tr><td>1<td>Treo<br>cờ</tr></table>"
    assert _html(f"<p>Lịch:</p>{listing}") == "Lịch:\n\nTT | Việc\n\n1 | Treo cờ"
    placing = "<table><tr><td><p>SỞ Y TẾ</p><p>Số: 1/SYT</p></td><td>Hà Trung</td></tr></table>"
    assert _html(placing) == "SỞ Y TẾ\nSố: 1/SYT\n\nHà Trung"


def test_scripts_and_hidden_words_are_never_read() -> None:
    assert _html("<p>a</p><script>b</script><style>c</style><!-- d --><p style='display:none'>e</p><p hidden>f") == "a"


def test_notes_are_raised() -> None:
    page = '<p>Theo kế hoạch<sup>1</sup> và<a href="#_ftn2">[2]</a>.</p><p><a name="_ftn2">[2]</a> Công văn.</p>'
    assert _html(page) == "Theo kế hoạch¹ và².\n\n² Công văn."


@pytest.mark.parametrize(
    ("coding", "head"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("utf-8-sig", '<meta charset="windows-1252">'),
    ],
)
def test_the_encoding_is_found(coding: str, head: str) -> None:
    assert _html("<p>Kính gửi: Các xã</p>", head, coding) == "Kính gửi: Các xã"


def test_text_that_is_no_page_is_none() -> None:
    with pytest.raises(Unreadable) as refused:
        extract("Kính gửi: Các xã".encode(), "a.html")
    assert refused.value.code == "wrong-type"


def test_two_columns_on_one_line_are_read_one_after_the_other() -> None:
    text = (
        "UBND TỈNH HÀ TRUNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ Y TẾ          Độc lập - Tự do - Hạnh phúc\n"
        "Số:          /SYT-NVY          Hà Trung, ngày 04 tháng 4 năm 2025\n\nKính gửi: Các xã."
    )
    read = extract(as_page(text), "a.pdf").text
    assert read.index("SỞ Y TẾ") < read.index("Số: /SYT-NVY") < read.index("CỘNG HÒA") < read.index("Hà Trung, ngày")


def test_words_and_ranges_broken_over_lines_are_whole() -> None:
    source = (
        '#set text(size: 13pt, lang: "en")\n#set page(width: 12cm)\n#set par(justify: true)\n'
        "Văn bản triển khai chương trình internationalization và phối hợp thông tin tuyên truyền nhiệm kỳ 2026 \\\n"
        "\\- 2031 của tỉnh, theo văn bản số STTTT-TTBCXB."
    )
    read = extract(typst.compile(source.encode()), "a.pdf").text
    assert "internationalization" in read.replace("\n", "")
    assert "-" not in read.split("inter")[1].split("và")[0]


NARROW = '#set page(width: 9cm, height: 12cm, margin: 1cm)\n#set text(size: 13pt, lang: "vi", hyphenate: false)\n'


def _printed(source: str) -> str:
    return extract(typst.compile((NARROW + source).encode()), "a.pdf").text


def test_a_dash_that_the_margin_put_first_in_its_line_opens_no_item() -> None:
    read = _printed("Tuyên truyền lễ hội của tỉnh Bà Rịa \\- Vũng Tàu năm 2025.")
    assert read == "Tuyên truyền lễ hội của tỉnh Bà Rịa - Vũng Tàu năm 2025."


def test_a_dash_after_a_line_with_room_opens_an_item() -> None:
    read = _printed("Tuyên truyền lễ hội \\\n\\- Báo của tỉnh Hà Trung mở chuyên mục")
    assert read == "Tuyên truyền lễ hội\n- Báo của tỉnh Hà Trung mở chuyên mục"


def test_the_lines_of_a_numbered_paragraph_stand_below_its_words() -> None:
    read = _printed("1. Sở phối hợp với Đài Phát thanh, \\- Truyền hình tỉnh mở chuyên mục.")
    assert read == "1. Sở phối hợp với Đài Phát thanh, - Truyền hình tỉnh mở chuyên mục."


def test_the_hyphen_of_an_address_stays_where_its_line_ends() -> None:
    read = _printed("Xem thêm: https://covid.baria-vungtau.gov.vn hằng ngày.")
    assert "baria-vungtau" in read.replace("\n", "")


def test_no_space_comes_into_an_address_where_its_line_ends() -> None:
    read = _printed("Công bố kết quả tại www.lienhiephoi.quangbinh.gov.vn hằng ngày.")
    assert "www.lienhiephoi.quangbinh.gov.vn" in read.replace("\n", "")


def test_the_number_of_a_row_at_the_end_of_a_page_is_not_that_of_the_page() -> None:
    rows = "Tuyên truyền cổ động trực quan.\n\nTreo cờ \\\n\\7\n#pagebreak()\nHạ cờ"
    assert _printed(f'#set page(numbering: "1")\n{rows}') == (
        "Tuyên truyền cổ động trực quan.\n\nTreo cờ\n7\n\n\n1\n\fHạ cờ\n\n\n2\n"
    )
