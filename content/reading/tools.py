"""The two outside programs: LibreOffice for .doc, tesseract for pictures of pages; each with limits of its own."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1024 * 1024
DOC_SECONDS, PAGE_SECONDS = 60, 20
MAX_OUTPUT = 64 * MEGABYTE
_PATH = "/usr/local/bin:/usr/bin:/bin:/opt/libreoffice/program"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>"""


class Absent(Exception):
    """The program is not installed."""


def to_docx(document: bytes) -> bytes:
    """Return what LibreOffice makes of a .doc; Absent without it, OSError or CalledProcessError where it fails."""
    program = _found("soffice")
    with tempfile.TemporaryDirectory(prefix="lich-doc-") as folder:
        (Path(folder) / "profile/user").mkdir(parents=True)
        (Path(folder) / "profile/user/registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (Path(folder) / "in.doc").write_bytes(document)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nolockcheck", "--infilter=MS Word 97", "--convert-to", "docx"]
        command = [program, profile, *options, "--outdir", folder, str(Path(folder) / "in.doc")]
        _run(command, b"", DOC_SECONDS, 4096 * MEGABYTE, MAX_OUTPUT, folder)
        return (Path(folder) / "in.docx").read_bytes()


def to_words(picture: bytes) -> bytes:
    """Return what tesseract reads, as UTF-8; Absent without it or its Vietnamese, CalledProcessError where it fails."""
    layout = ["--psm", "4", "-c", "preserve_interword_spaces=1"]  # lines across the page, columns told by their gap
    command = [_found("tesseract"), "stdin", "stdout", "-l", "vie", "--dpi", "200", *layout]
    try:
        return _run(command, picture, PAGE_SECONDS, 1024 * MEGABYTE, 0, "/")
    except subprocess.CalledProcessError as error:
        if b"vie" in error.stderr and b"load" in error.stderr:
            raise Absent from error
        raise


def _found(program: str) -> str:
    path = shutil.which(program, path=_PATH)
    if path is None:
        raise Absent
    return path


def _run(command: list[str], given: bytes, seconds: int, memory: int, output: int, folder: str) -> bytes:
    """Run a program with limits, in a session that ends as a whole."""
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    )
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={"PATH": _PATH, "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
        preexec_fn=lambda: _limit(limits),
    )
    try:
        printed, said = child.communicate(given, timeout=seconds)
    finally:
        _end(child)
    if child.returncode != 0:
        raise subprocess.CalledProcessError(child.returncode, command, printed, said)
    return printed


def _limit(limits: tuple[tuple[int, int], ...]) -> None:
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
