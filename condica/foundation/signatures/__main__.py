"""The other side of `isolated.check_apart`: reads one file and prints what was found as JSON."""

import base64
import dataclasses
import json
import resource
import sys
from datetime import datetime
from pathlib import Path

from condica.foundation.extract.isolated import MEMORY
from condica.foundation.signatures.checking import check
from condica.foundation.signatures.trust import Trust


def main() -> None:
    """Check the named file and print what was found."""
    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    issuers, lists = (tuple(base64.b64decode(one) for one in asked[key]) for key in ("issuers", "lists"))
    trust = Trust(issuers, lists)
    beside = Path(asked["beside"]).read_bytes() if asked["beside"] else None
    now = datetime.fromisoformat(asked["now"])
    found = check(Path(asked["path"]).read_bytes(), asked["mime"], trust, now, beside)
    sys.stdout.write(json.dumps(dataclasses.asdict(found), default=str))


if __name__ == "__main__":
    main()
