"""Placeholder."""
import argparse, json, sys
from datetime import date
from pathlib import Path
from content import read_directive
a = argparse.ArgumentParser(); a.add_argument("file"); a.add_argument("--name"); a.add_argument("--today")
n = a.parse_args()
json.dump(read_directive(Path(n.file).read_bytes(), n.name or n.file, date.fromisoformat(n.today)).to_json(), sys.stdout, ensure_ascii=False)
