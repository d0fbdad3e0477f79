"""The tree copied to a folder and to an S3-compatible store: only what changed, the manifest last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from flask import Flask
from moto.server import ThreadedMotoServer

from calendar_app import export, publish, tree
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW
from tests.ports import free_port

BUCKET = "lich"
FIRST = {"feeds/a.ics": b"A" * 99, "feeds/b.ics": b"B" * 99, "release.json": b"{}"}
SECOND = {**FIRST, "feeds/b.ics": b"other"}


class Seen:
    """A progress bar that keeps what it was shown."""

    def __init__(self, stop_before: str = "") -> None:
        self.paths: list[str] = []
        self._stop_before = stop_before

    def __call__(self, paths: object) -> Seen:
        self._todo = paths
        return self

    def __enter__(self) -> Iterator[str]:
        for path in self._todo:  # type: ignore[attr-defined]
            if path == self._stop_before:
                raise OSError("No space left on device")
            self.paths.append(path)
            yield path

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty bucket, which s3fs finds by the variables that docs/serving.md names."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL")
    for name, value in zip(names, ("thu", "thu", "us-east-1", endpoint), strict=True):
        monkeypatch.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    boto3.resource("s3").Bucket(BUCKET).objects.all().delete()
    return f"s3://{BUCKET}/tinh"


@pytest.fixture(params=["folder", "bucket"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "out") if request.param == "folder" else request.getfixturevalue("bucket")


def _read(target: str, path: str) -> bytes:
    if "://" not in target:
        return (Path(target) / path).read_bytes()
    body: bytes = boto3.client("s3").get_object(Bucket=BUCKET, Key=f"tinh/{path}")["Body"].read()
    return body


def test_a_copy_is_whole(target: str, tmp_path: Path) -> None:
    folder = tree.publish(tmp_path / "public", "1", FIRST, NOW)
    seen = Seen()
    assert export.copy(folder, target, seen) == 7
    assert seen.paths[-1] == tree.MANIFEST
    for path in (p for p in folder.rglob("*") if p.is_file()):
        name = str(path.relative_to(folder))
        assert _read(target, name) == path.read_bytes()


def test_only_what_changed_is_copied_and_then_nothing(target: str, tmp_path: Path) -> None:
    export.copy(tree.publish(tmp_path / "public", "1", FIRST, NOW), target, Seen())
    second, again = Seen(), Seen()
    folder = tree.publish(tmp_path / "public", "2", SECOND, NOW)
    export.copy(folder, target, second)
    assert second.paths == ["feeds/b.ics", "feeds/b.ics.gz", tree.MANIFEST]
    assert _read(target, "feeds/b.ics") == b"other"
    assert export.copy(folder, target, again) == 0


def test_a_copy_broken_off_says_why_and_is_begun_again(target: str, tmp_path: Path) -> None:
    export.copy(tree.publish(tmp_path / "public", "1", FIRST, NOW), target, Seen())
    before = _read(target, tree.MANIFEST)
    folder = tree.publish(tmp_path / "public", "2", SECOND, NOW)
    with pytest.raises(export.Problem, match=r"No space left on device.*chạy lại"):
        export.copy(folder, target, Seen(stop_before="feeds/b.ics.gz"))
    assert _read(target, tree.MANIFEST) == before
    assert export.copy(folder, target, Seen()) == 3


def test_a_folder_keeps_the_times_of_the_files(tmp_path: Path) -> None:
    folder = tree.publish(tmp_path / "public", "1", FIRST, NOW)
    export.copy(folder, str(tmp_path / "out"), Seen())
    assert (tmp_path / "out/feeds/a.ics").stat().st_mtime == NOW.timestamp()
    assert not list((tmp_path / "out").rglob(".*"))


def test_a_store_knows_the_type_of_a_calendar(bucket: str, tmp_path: Path) -> None:
    export.copy(tree.publish(tmp_path / "public", "1", FIRST, NOW), bucket, Seen())
    head = boto3.client("s3").head_object(Bucket=BUCKET, Key="tinh/feeds/a.ics")
    assert head["ContentType"] == "text/calendar; charset=utf-8"
    assert "stale-if-error" in head["CacheControl"]


def test_the_command_says_what_it_did(app: Flask, store: Store, settings: Settings, bucket: str) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["export", bucket]).exit_code == 1
    publish.render(store, settings, NOW)
    first = run(args=["export", bucket])
    assert first.exit_code == 0
    assert re.search(rf"\d+ tệp đã ghi vào {bucket}", first.output)
    assert "đã có bản mới nhất" in run(args=["export", bucket]).output


@pytest.mark.parametrize("target", ["s3://khong-co-kho-nay/x", "khonghieu://x/y", "/dev/null/x"])
def test_a_target_that_cannot_be_is_an_error_in_vietnamese(
    app: Flask, store: Store, settings: Settings, bucket: str, target: str
) -> None:
    publish.render(store, settings, NOW)
    answer = app.test_cli_runner().invoke(args=["export", target])
    assert answer.exit_code == 1
    assert f"Không chép được tới {target}" in answer.output
    assert "Traceback" not in answer.output
