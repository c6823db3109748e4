"""Read thousands of broken documents: each ends in text or in a message with advice, never in a traceback.

python benchmarks/reader_faults.py           5,000 documents, a thousand of each format
python benchmarks/reader_faults.py 200       as many as said
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from quanze.errors import FileError  # noqa: E402
from quanze.reader import read_plan  # noqa: E402
from tests.reader.documents import WRITERS, mutated  # noqa: E402

FORMATS = ("docx", "odt", "pdf", "html", "xlsx")


def main() -> int:
    """Break and read; the figures by format, and the first faults in full."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for format_ in FORMATS:
            whole = WRITERS[format_](Path(folder) / f"plan.{format_}").read_bytes()
            random = Random(f"faults {format_}")
            read = refused = 0
            longest = 0.0
            for n in range(number // len(FORMATS)):
                path = Path(folder) / f"broken.{format_}"
                path.write_bytes(mutated(whole, random))
                start = time.perf_counter()
                try:
                    read_plan([path])
                    read += 1
                except FileError:
                    refused += 1
                except Exception as e:
                    faults.append(f"{format_} {n}: {e!r}")
                longest = max(longest, time.perf_counter() - start)
            print(f"{format_}: {read} read, {refused} refused, longest {longest:.2f} s")
    print("\n".join(faults[:20]) or "no other end")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
