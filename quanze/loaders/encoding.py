"""The encodings of text files: UTF-8, or UTF-16 and Big5 read with a finding."""

from __future__ import annotations

from pathlib import Path

from quanze.loaders.findings import Finding
from quanze.plain_files import content_of


def decode(path: Path, findings: list[Finding]) -> str | None:
    """The text of a file; a finding when it is Big5 (still read) or unreadable (None)."""
    data = content_of(path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        findings.append(Finding("encoding", path.name, value="UTF-16"))
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            findings.append(Finding("encoding-lost", path.name))
            return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        reached = e.start
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError as e:
        # The encoding that could be followed further is the file's; there the fault lies.
        line = data[: max(reached, e.start)].count(b"\n") + 1
        findings.append(Finding("encoding-lost", path.name, row=line))
        return None
    findings.append(Finding("encoding", path.name, value="Big5 (cp950)"))
    return text
