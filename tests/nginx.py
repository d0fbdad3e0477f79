"""A real nginx with the configuration of the documentation."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def start(folder: Path, data: Path, port: int, behind: int) -> subprocess.Popen[bytes]:
    """Run it in front of a data directory and an application; only the three marked places are changed."""
    shipped = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "listen 80": f"listen 127.0.0.1:{port}",
        "lich.example": "127.0.0.1",
        "/srv/lich/var": str(data),
    }
    for ours, theirs in changes.items():
        assert shipped.count(ours) == 1
        shipped = shipped.replace(ours, theirs)
    user = "user root;" if os.getuid() == 0 else ""
    temporary = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"{user} daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/errors;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{whole}http {{ access_log off; {temporary}\n{shipped}}}\n", encoding="utf-8")
    command = [NGINX or "", "-p", str(folder), "-e", f"{folder}/errors", "-c", str(folder / "nginx.conf")]
    return subprocess.Popen(command)
