"""The registry at the desk and on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app import demo, intake, publish, registry
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES

PAGE = "/bien-tap/don-vi/"
SAMPLE = (SAMPLES / "don-vi.csv").read_bytes()
BAD = "Mã,Tên đơn vị,Loại,Địa bàn\na,Đài A,Loa,quang-ngai\nb,Đài B,Đài,quang-ngia\n"


def upload(desk: FlaskClient, table: bytes) -> tuple[int, str]:
    answer = desk.post(PAGE, data={"tep": (io.BytesIO(table), "don-vi.csv")})
    return answer.status_code, answer.text


def test_a_table_is_taken_in_listed_filtered_and_handed_out(desk: FlaskClient) -> None:
    count = len(SAMPLE.splitlines()) - 1
    status, page = upload(desk, SAMPLE)
    assert (status, f"Đã ghi: {count} đơn vị mới, 0 sửa, 0 như cũ." in page) == (200, True)
    assert "/feeds/don-vi-cong-quang-ngai.ics" in page
    assert desk.get("/feeds/don-vi-cong-quang-ngai.ics").status_code == 200
    found = desk.get(f"{PAGE}?tim=dak+ha&loai=station&het=1").text
    assert "Đài truyền thanh xã Đăk Hà" in found
    assert "Đăk Mar" not in found
    assert "Không có đơn vị nào khớp" in desk.get(f"{PAGE}?tim=khong-co").text
    table = desk.get(f"{PAGE}don-vi.csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    assert f"{count} như cũ" in upload(desk, table.data)[1]


def test_bad_rows_are_shown_with_their_lines_and_nothing_is_kept(desk: FlaskClient) -> None:
    status, page = upload(desk, BAD.encode())
    assert status == 422
    assert "Chưa ghi gì: 1 điểm cần sửa" in page
    assert "Không có loại “Loa”" in page
    assert "Chưa có đơn vị nào" in page
    assert "Chưa chọn tệp" in desk.post(PAGE, data={}).text
    hostile = "Mã,Tên đơn vị,Loại,Địa bàn\na,<script>alert(1)</script>,Loa<b>,x\n"
    assert "<script>alert" not in upload(desk, hostile.encode())[1]


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}don-vi.csv", f"{PAGE}chua-ro"])
def test_the_registry_is_for_editors(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 302
    assert client.post(PAGE, data={}).status_code == 403


def test_a_table_from_a_page_of_others_is_refused(desk: FlaskClient) -> None:
    answer = desk.post(PAGE, data={"tep": (io.BytesIO(SAMPLE), "x.csv")}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Chưa có đơn vị nào" in desk.get(PAGE).text


def test_audiences_without_a_unit_are_said_beside_the_directive_and_listed(desk: FlaskClient, store: Store) -> None:
    received = intake.receive(store, (SAMPLES / "tuan-48-2026.txt").read_bytes(), "tuan-48-2026.txt", NOW)
    review = f"/bien-tap/van-ban/{received.slug}"
    assert "Chưa rõ đơn vị: UBND các xã, phường; Báo và Phát thanh, Truyền hình Trường Sơn" in desk.get(review).text
    upload(desk, SAMPLE)
    assert "Chưa rõ đơn vị: Báo và Phát thanh, Truyền hình Trường Sơn." in desk.get(review).text
    listed = desk.get(f"{PAGE}chua-ro").text
    assert "Báo và Phát thanh, Truyền hình Trường Sơn" in listed
    assert review in listed
    row = 'bao-dai,Báo và Đài Trường Sơn,Báo,quang-ngai,"Báo và Phát thanh, Truyền hình Trường Sơn"'
    upload(desk, f"Mã,Tên đơn vị,Loại,Địa bàn,Tên gọi khác\n{row}\n".encode())
    assert "Chưa rõ đơn vị" not in desk.get(review).text
    assert "Mọi nơi nhận" in desk.get(f"{PAGE}chua-ro").text


def test_the_commands_take_in_give_out_and_list(app: Flask, store: Store, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    good, bad, out = SAMPLES / "don-vi.csv", tmp_path / "sai.csv", tmp_path / "ra.csv"
    bad.write_text(BAD, encoding="utf-8")
    refused = run(args=["units", "import", str(bad)])
    assert refused.exit_code == 1
    assert "Dòng 2: Không có loại “Loa”" in refused.output
    taken = run(args=["units", "import", str(good)])
    assert taken.exit_code == 0
    assert "đơn vị mới" in taken.output
    assert run(args=["units", "export", str(out)]).exit_code == 0
    assert "như cũ" in run(args=["units", "import", str(out)]).output
    assert run(args=["units", "export"]).output.encode().startswith(out.read_bytes()[:20])
    assert "cong-kon-tum" in run(args=["units", "list"]).output


def test_the_demo_has_the_sample_registry_and_leaves_another_alone(store: Store, settings: Settings) -> None:
    list(demo.prepare(store, settings, NOW))
    with store.writing() as session:
        assert len(registry.every(session)) == len(SAMPLE.splitlines()) - 1
        registry.take_in(session, "Tên đơn vị,Loại\nUBND xã Mới,Xã\n".encode(), Actor("a", NOW))
    list(demo.prepare(store, settings, NOW))
    with store.reading() as session:
        assert len(registry.every(session)) == len(SAMPLE.splitlines())
    assert not publish.due(store, NOW)
