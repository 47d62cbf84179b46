"""`make bench` or `python -m bench [--entries N] [--clients N] [--seconds N]`: prints a table, writes var/bench.json.

Every figure has its raw counterpart measured in the same run on the same server: what the register's promise, the
rights and the pages cost on top of what PostgreSQL itself can do.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path


def main() -> None:
    """Set up a database of its own, fill it, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="papers in the register before lists are measured")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=8.0, help="for each load")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="condica-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # after the server's own leave, which comes later
    Path(folder).chmod(0o755)
    os.environ["CONDICA_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django

    django.setup()
    from bench import measures

    rows = measures.run(options.entries, options.clients, options.seconds)
    print(measures.table(rows))
    target = Path(__file__).resolve().parents[1] / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([row._asdict() for row in rows], indent=1, ensure_ascii=False))
    print(f"\n{target}")


if __name__ == "__main__":
    main()
