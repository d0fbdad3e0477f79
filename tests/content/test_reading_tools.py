"""Old Word documents and scans: read where the programs are installed, refused by name where they are not."""

import os
import shutil
import subprocess
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from content import read_directive
from content.errors import Unreadable
from content.reading import tools
from content.reading.clerk import Clerk
from content.reading.scanned import tidied
from tests.content.pages import as_page, as_picture, as_scan, as_word
from tests.content.samples import CORPUS, TODAY

SHARED = Path(__file__).parents[3] / "shared" / "directives"
NAMES = ("xa-2025-lich-phat-thanh", "kon-tum-2024-tuan-46", "dak-nong-2020-dai-hoi-xii")
TEXTS = [path for folder in (CORPUS, SHARED) for path in sorted(folder.glob("*.txt")) if path.stem in NAMES]


def _has_vietnamese() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    return "vie" in listed.split()


scans = pytest.mark.skipif(not _has_vietnamese(), reason="tesseract-ocr and tesseract-ocr-vie are not installed")
office = pytest.mark.skipif(not shutil.which("soffice"), reason="libreoffice-writer-nogui is not installed")


def _marks(path: Path, data: bytes, name: str) -> tuple[set[object], set[object], list[str]]:
    reading = read_directive(data, name, TODAY, Clerk())
    dates = {(item.path, mark.role, mark.start, mark.end) for item in reading.items for mark in item.dates}
    return {item.path for item in reading.items}, dates, [doubt.code for doubt in reading.doubts]


def _f1(wanted: set[object], read: set[object]) -> float:
    return 2 * len(wanted & read) / (len(wanted) + len(read)) if wanted or read else 1.0


@scans
@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_a_clean_scan_is_read_nearly_as_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    items, dates, _ = _marks(path, text.encode(), "a.txt")
    read_items, read_dates, doubts = _marks(path, as_scan(as_page(text)), "a.pdf")
    assert _f1(items, read_items) >= 0.9
    assert _f1(dates, read_dates) >= 0.9
    assert "scanned" in doubts


@scans
def test_a_picture_of_a_page_is_read() -> None:
    page = as_page("Kính gửi: Các xã.\n\n1. Treo cờ từ ngày 01/5/2025 đến ngày 03/5/2025.")
    reading = read_directive(as_picture(page), "a.png", TODAY, Clerk())
    assert [(m.start, m.end) for m in reading.items[0].dates] == [(date(2025, 5, 1), date(2025, 5, 3))]
    assert reading.doubts[0].code == "scanned"


@office
def test_an_old_word_document_says_the_same(tmp_path: Path) -> None:
    text = TEXTS[0].read_text(encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(as_word(text))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=90)
    before = set(Path("/tmp").glob("lich-doc-*"))
    assert _marks(TEXTS[0], (tmp_path / "a.doc").read_bytes(), "a.doc") == _marks(TEXTS[0], text.encode(), "a.txt")
    assert set(Path("/tmp").glob("lich-doc-*")) == before


class _Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked = True  # type: ignore[attr-defined]
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@office
def test_a_picture_linked_from_the_net_is_not_fetched(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), _Asked) as server:
        server.asked = False  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        (tmp_path / "a.html").write_text(f'<p>Kính gửi: Các xã.</p><img src="{address}">', encoding="utf-8")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        kinds = ["--infilter=HTML (StarWriter)", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
        command = ["soffice", profile, "--headless", *kinds, str(tmp_path / "a.html")]
        subprocess.run(command, check=True, capture_output=True, timeout=90)
        assert server.asked  # type: ignore[attr-defined]
        server.asked = False  # type: ignore[attr-defined]
        assert tools.to_docx((tmp_path / "a.doc").read_bytes())
        assert not server.asked  # type: ignore[attr-defined]
        server.shutdown()


@pytest.mark.parametrize(
    ("data", "name", "code", "package"),
    [
        (as_scan(as_page("Kính gửi: Các xã.")), "a.pdf", "scan-without-text", "tesseract-ocr-vie"),
        (as_picture(as_page("Kính gửi: Các xã.")), "a.png", "scan-without-text", "tesseract-ocr-vie"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "a.doc",
            "tool-missing",
            "libreoffice-writer-nogui",
        ),
    ],
    ids=["scan", "picture", "doc"],
)
@pytest.mark.parametrize("clerk", [True, False], ids=["clerk", "alone"])
def test_a_missing_program_is_named(
    data: bytes, name: str, code: str, package: str, clerk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "_PATH", "/nowhere")
    with pytest.raises(Unreadable) as refused:
        read_directive(data, name, TODAY, Clerk() if clerk else None)
    assert refused.value.code == code
    assert package in refused.value.message


def test_a_page_that_is_a_picture_is_told_where_others_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "_PATH", "/nowhere")
    import pypdfium2

    whole = pypdfium2.PdfDocument(as_page("Kính gửi: Các xã.\n\n1. Treo cờ từ ngày 01/5/2025 đến ngày 03/5/2025."))
    whole.import_pages(pypdfium2.PdfDocument(as_scan(as_page("2. Hạ cờ."))))
    path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"lich-test-{os.getpid()}.pdf")
    whole.save(path)
    try:
        reading = read_directive(Path(path).read_bytes(), "a.pdf", TODAY, Clerk())
    finally:
        os.unlink(path)
    assert [item.path for item in reading.items] == ["1"]
    said = next(doubt.message for doubt in reading.doubts if doubt.code == "pages-not-read")
    assert said.startswith("Chưa đọc được ảnh quét ở trang 2")


def test_a_program_that_fails_is_a_refusal_and_leaves_nothing() -> None:
    before = set(Path("/tmp").glob("lich-doc-*"))
    hostile = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\x07" * 5000
    for data, name in ((hostile, "a.doc"), (b"\x89PNG\r\n\x1a\n" + b"\x07" * 5000, "a.png")):
        with pytest.raises(Unreadable):
            read_directive(data, name, TODAY, Clerk())
    assert set(Path("/tmp").glob("lich-doc-*")) == before


def test_printed_numbers_are_put_right_where_only_one_thing_is_meant() -> None:
    pages = ["I. Nội dung\n\n1. Một\n\n1 Kế hoạch số 3/KH-UBND.", "II Hình thức\n\nII. Tổ chức\n\nI. Phụ lục"]
    assert tidied(pages) == [
        "I. Nội dung\n\n1. Một\n\n¹ Kế hoạch số 3/KH-UBND.",
        "II. Hình thức\n\nIII. Tổ chức\n\nI. Phụ lục",
    ]


def test_parts_are_counted_on_where_strokes_are_lost_and_anew_in_an_appendix() -> None:
    parts = "IL MỤC ĐÍCH\n\nI- NỘI DUNG\n\nII. Hình thức\n\nV. Tổ chức\n\nPHỤ LỤC\n\nI. Việc\n\nI. Ngày"
    right = "I. MỤC ĐÍCH\n\nII- NỘI DUNG\n\nIII. Hình thức\n\nIV. Tổ chức\n\nPHỤ LỤC\n\nI. Việc\n\nII. Ngày"
    assert tidied([parts]) == [right]


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("Số: 1318/5TTTT-BCVT", "Số: 1318/STTTT-BCVT"),
        ("số 14/KH-STTTTT ngày 21/02/2020", "số 14/KH-STTTT ngày 21/02/2020"),
        ("số 08-OĐi/TW, ngày 25/10/2018", "số 08-QĐi/TW, ngày 25/10/2018"),
        ("số 35/2023/UBTVOHI5 ngày 12/7/2023", "số 35/2023/UBTVQH15 ngày 12/7/2023"),
        ("số 1664/NQ-UBTVOQHI5 ngày 16/6/2025", "số 1664/NQ-UBTVQH15 ngày 16/6/2025"),
        ("số 1381/QĐ-BTTTTT ngày 07/9/2021", "số 1381/QĐ-BTTTT ngày 07/9/2021"),
        ("Số: 842/SVHTTDL-OLBCXB", "Số: 842/SVHTTDL-QLBCXB"),
        ("số 505/QĐ-TTe ngày 22/4/2022", "số 505/QĐ-TTg ngày 22/4/2022"),
        ("€) Treo băng rôn", "c) Treo băng rôn"),
        ("số 04/CT-T Tg, ngày 20/02/2019", "số 04/CT-TTg, ngày 20/02/2019"),
        ("Công văn số 112/UBND-\nVHTT ngày 04/02/2016", "Công văn số 112/UBND-VHTT ngày 04/02/2016"),
        ("c) Một\n\nđ) Hai\n\nđ) Ba\n\ne) Bốn", "c) Một\n\nd) Hai\n\nđ) Ba\n\ne) Bốn"),
        ("c) Một\n\nd) Hai\n\nd) Ba", "c) Một\n\nd) Hai\n\nđ) Ba"),
    ],
)
def test_slips_in_symbols_and_letters_are_put_right(seen: str, printed: str) -> None:
    assert tidied([seen]) == [printed]


def test_a_dash_first_in_its_line_opens_no_item_where_the_line_before_was_full() -> None:
    lines = ["Tuyên truyền các hoạt động kỷ niệm thành lập tỉnh Bà Rịa", "- Vũng Tàu ở các xã, phường."]
    assert tidied(["\n".join([*lines, "", lines[0], ""])])[0].startswith(" ".join(lines))
    assert "\n- Vũng" in tidied(["\n".join(["x" * 90, "", "Các cơ quan báo chí của tỉnh và trung ương", lines[1]])])[0]
