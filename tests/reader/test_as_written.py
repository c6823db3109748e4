"""A citation has the words of its cell, and what is yet to be settled is not passed over."""

from pathlib import Path

import pytest

import quanze
from quanze.reader.plan import PlanDraft

HEADS = "任務,主辦機關,協辦機關\n"


def read(tmp_path: Path, *rows: str) -> PlanDraft:
    path = tmp_path / "plan.csv"
    path.write_text(HEADS + "\n".join(rows) + "\n", encoding="utf-8")
    return quanze.read(path)


@pytest.mark.parametrize("same", ["同上", "〃", "ditto"])
def test_a_role_from_the_row_above_quotes_the_cell_and_the_text(tmp_path: Path, same: str) -> None:
    draft = read(tmp_path, "營養教育,教育局、衛生局,警察局", f"菸害防制,{same},消防局")
    quotes = {(r["who"], r["on"]): r["quote"] for r in draft.data["responsibilities"]}
    second = [quote for (who, on), quote in quotes.items() if "菸害防制" in on and "消防局" not in who]
    assert second and all(quote.startswith(f"{same} [") and "局]" in quote for quote in second)
    assert not any(same in quote for (who, on), quote in quotes.items() if "營養教育" in on)


@pytest.mark.parametrize("said", ["待定", "未定", "待指定", "尚未指定", "另定", "TBD", "相關局處"])
@pytest.mark.parametrize("column", [0, 1])
def test_what_is_yet_to_be_settled_is_named(tmp_path: Path, said: str, column: int) -> None:
    cells = ["教育局", "衛生局"]
    cells[column] = said
    draft = read(tmp_path, "節電,環境保護局,衛生局", "營養教育," + ",".join(cells))
    assert any(said in r["message_zh"] for r in draft.remarks() if r["remark"] == "nobody")


@pytest.mark.parametrize("said", ["無", "-", "免", ""])
def test_what_says_itself_that_there_is_nobody_is_not(tmp_path: Path, said: str) -> None:
    draft = read(tmp_path, "節電,環境保護局,衛生局", f"營養教育,教育局,{said}")
    assert not [r for r in draft.remarks() if r["remark"] == "nobody"]
