"""The other side of `isolated.extract_apart`: reads one file and prints what was found as JSON."""

import dataclasses
import json
import resource
import sys
from pathlib import Path

from condica.foundation.extract import Limits, extract
from condica.foundation.extract.isolated import MEMORY


def main(arguments: list[str]) -> None:
    """Read the named file and print what was found."""
    path, mime, name, ocr, seconds = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = extract(Path(path), mime, name, ocr=ocr == "1", limits=Limits(seconds=float(seconds)))
    sys.stdout.write(json.dumps(dataclasses.asdict(found)))


if __name__ == "__main__":
    main(sys.argv[1:])
