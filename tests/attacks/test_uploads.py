"""A file that is not what it should be is refused with words, leaves nothing behind, and the service goes on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlmodel import select

from calendar_app import intake
from calendar_app.models import Directive
from calendar_app.settings import MAX_FILE_BYTES
from calendar_app.store import Store
from tests.conftest import SAMPLES

WEEKLY = (SAMPLES / "tuan-46-2024.txt").read_text()


def _docx(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


BODY = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
PARAGRAPHS = BODY + b"<w:p/>" * 1_000_000 + b"</w:body></w:document>"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document>&a;</w:document>'
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

REFUSED = {
    "trong.txt": b"",
    "khoang-trang.txt": b"  \n\n \t ",
    "hong.docx": b"khong phai tep Word",
    "hong.pdf": b"%PDF-1.7\nhong",
    "anh.pdf": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
    "chuong-trinh.exe": b"MZ" + b"\0" * 100,
    "word-cu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "nhi-phan.txt": bytes(range(256)) * 20,
    "bom.docx": _docx({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 200_000_000}),
    "doan-rong.docx": _docx({"[Content_Types].xml": TYPES, "word/document.xml": PARAGRAPHS}),
    "thuc-the.docx": _docx({"[Content_Types].xml": TYPES, "word/document.xml": ENTITY}),
    "ra-ngoai.docx": _docx({"[Content_Types].xml": TYPES, "../../etc/passwd": b"x"}),
    "mat.txt": f"MẬT\n{WEEKLY}".encode(),
    "toi-mat.txt": WEEKLY.replace("Số: 1874", "TỐI MẬT\nSố: 1874").encode(),
}


def _send(desk: FlaskClient, name: str, data: bytes) -> tuple[int, str]:
    answer = desk.post("/bien-tap/tai-len", data={"tep": (io.BytesIO(data), name)})
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_words_and_leaves_nothing(desk: FlaskClient, store: Store, name: str) -> None:
    status, page = _send(desk, name, REFUSED[name])
    assert status == 422
    assert 'class="error"' in page
    with store.reading() as session:
        assert session.exec(select(Directive)).first() is None
    assert not list((store.data / "blobs").rglob("*"))
    assert desk.get("/bien-tap/").status_code == 200
    assert desk.get("/").status_code == 200


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(desk: FlaskClient, store: Store) -> None:
    status, page = _send(desk, "to.txt", b"a" * (MAX_FILE_BYTES + 1))
    assert status == 422
    assert "15 MB" in page
    status, page = _send(desk, "rat-to.txt", b"a" * (MAX_FILE_BYTES + 2 * 1024 * 1024))
    assert status == 413
    assert "Tệp quá lớn" in page


def test_good_files_beside_a_bad_one_are_still_taken_in(desk: FlaskClient, store: Store) -> None:
    files = [(io.BytesIO(b""), "trong.txt"), (io.BytesIO(WEEKLY.encode()), "tuan-46.txt")]
    answer = desk.post("/bien-tap/tai-len", data={"tep": files})
    assert answer.status_code == 200
    with store.reading() as session:
        assert session.exec(select(Directive.file_name)).all() == ["tuan-46.txt"]


def test_the_word_mat_in_a_sentence_is_no_classification(desk: FlaskClient) -> None:
    text = WEEKLY.replace("công an, ngân hàng", "công an, ngân hàng, đòi bí mật, mật khẩu")
    assert _send(desk, "mat-khau.txt", text.encode())[0] == 303


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Công văn số 12.docx", "Công văn số 12.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\Đề án.pdf", "Đề án.pdf"),
        ("\u202egpj.exe.txt", "gpj.exe.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("x" * 400 + ".txt", "x" * 200 + ".txt"),
        ("", "khong-ten"),
    ],
)
def test_a_file_name_is_only_something_to_show(name: str, shown: str) -> None:
    assert intake.shown_name(name) == shown


def test_the_original_is_handed_out_only_to_be_saved(desk: FlaskClient, store: Store) -> None:
    _send(desk, "<img src=x onerror=alert(1)>.txt", WEEKLY.encode())
    with store.reading() as session:
        slug = session.exec(select(Directive.slug)).one()
    answer = desk.get(f"/bien-tap/van-ban/{slug}/tep")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.get_data() == WEEKLY.encode()


def test_files_lie_under_their_hash_in_a_folder_for_the_owner_only(desk: FlaskClient, store: Store) -> None:
    _send(desk, "../../thoat.txt", WEEKLY.encode())
    files = [p for p in store.data.rglob("*") if p.is_file()]
    assert not any("thoat" in str(p) for p in files)
    assert (store.data.stat().st_mode & 0o077) == 0


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_markup_in_a_directive_is_shown_and_never_run(desk: FlaskClient, store: Store, settings: object) -> None:
    text = WEEKLY.replace("cháy rừng mùa khô", f"cháy rừng {EVIL}").replace("Kiểm lâm", f"Kiểm lâm {EVIL}")
    text = text.replace("trọng tâm,", f"trọng tâm {EVIL},")
    _send(desk, f"{EVIL}.txt", text.encode())
    with store.reading() as session:
        slug = session.exec(select(Directive.slug)).one()
    desk.post(f"/bien-tap/van-ban/{slug}/nhan-het")
    desk.post("/bien-tap/phat-hanh", data={"ghi-chu": EVIL})
    theme = Path("/chu-de") / _theme(desk)
    for path in (
        "/",
        "/tuan/2024-W46",
        f"/van-ban/{slug}",
        "/van-ban/",
        str(theme),
        "/bien-tap/",
        f"/bien-tap/van-ban/{slug}",
        "/bien-tap/phat-hanh",
        "/bien-tap/muc/1/sua",
        "/bien-tap/phat-hanh/x",
    ):
        page = desk.get(path).get_data(as_text=True)
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
    items = desk.get("/feeds/tat-ca.json").get_json(force=True)["items"]
    bodies = [item["content_html"] for item in items]
    news = etree.fromstring(desk.get("/feeds/tat-ca.rss").get_data())
    bodies += [str(body.text) for body in news.iter("{http://purl.org/rss/1.0/modules/content/}encoded")]
    assert any("&lt;script&gt;" in body for body in bodies)
    for body in bodies:
        assert "<script" not in body
        assert "<img" not in body


def _theme(desk: FlaskClient) -> str:
    items = desk.get("/feeds/tat-ca.json").get_json(force=True)["items"]
    url = next(item["url"] for item in items if "cháy rừng" in item["title"])
    return str(url).rpartition("/")[2].partition("#")[0]
