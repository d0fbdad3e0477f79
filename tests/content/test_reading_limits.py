"""The child's limits are taken, and every kind of file is read well within them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import content.__main__ as child
from tests.content.pages import as_html, as_page, as_word
from tests.content.samples import CORPUS

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "directives"
LONGEST = max([*CORPUS.glob("*.txt"), *SHARED.glob("*.txt")], key=lambda path: path.stat().st_size)
REPORT = """
import resource, sys
import content.__main__ as child
status = child.main(sys.argv[1:])
words = open("/proc/self/status").read()
taken = [resource.getrlimit(what)[1] for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE)]
print(status, words.split("VmPeak:")[1].split()[0], words.split("VmHWM:")[1].split()[0], *taken, file=sys.stderr)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory was used")
@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "txt"])
def test_a_directive_needs_a_quarter_of_what_is_allowed(ending: str, tmp_path: Path) -> None:
    text = LONGEST.read_text(encoding="utf-8")
    makers = {"docx": as_word, "pdf": as_page, "html": as_html, "txt": str.encode}
    (tmp_path / "a").write_bytes(makers[ending](text))  # type: ignore[operator]
    command = [sys.executable, "-c", REPORT, str(tmp_path / "a"), "--name", f"a.{ending}", "--today", "2026-11-21"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    status, reserved, used, memory, seconds, files = map(int, done.stderr.split())
    assert status == 0
    assert json.loads(done.stdout)["items"]
    assert (memory, seconds, files) == (256 * 1024 * 1024, child.SECONDS, child.FILES)
    assert used <= reserved < memory / 1024 / 4


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.txt"])
def test_a_reader_with_a_clerk_can_still_start_nothing(name: str) -> None:
    code = f"import content.__main__ as c\nc._hired({name!r})\nc.limit()\nimport subprocess; subprocess.run(['true'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "is not allowed while reading" in done.stderr
