"""Published files that some tests compare with and that may not be in the repository.

The city's plan and the UN's sheet are other people's texts, of which we quote a clause at most. A test that needs the
whole of one is marked ``needs_source`` and is deselected, with this reason in the summary, where the file is missing.
What it holds is tested on an excerpt of our own as well, in the same room.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SHARED = ROOT.parent / "shared" / "data"
CHAPTER = _SHARED / "plans" / "chiayi-phase2-chapter3.txt"
TIER_SHEET = _SHARED / "un-sdg" / "tier-classification-2022-11-30.xlsx"
ARTICLE_8 = ROOT / "benchmarks" / "reader_laws" / "climate-act-article-8.txt"
