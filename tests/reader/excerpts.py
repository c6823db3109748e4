"""Invented sentences and tables in the forms of the keyed texts that lie beside the repository, each with its key.

``form`` names the key of ``benchmarks/reader_passages/cases`` or the kind of ``laws`` whose form an excerpt has, so
that every form is read in every run. A key is written as ``benchmarks/reader_passages/README.md`` says. Nothing here is
of any plan, law or city.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

COUNTY = "乙縣政府"
COUNCIL = "乙縣綠能推動會"
RULES = f"{COUNCIL}設置要點"
HEAD = f"{RULES}\n一、{COUNTY}（以下簡稱本府）為推動綠能，特設{COUNCIL}（以下簡稱本會）。\n二、"
"""The rules of a council up to its second article."""


@dataclass(frozen=True)
class Excerpt:
    """A text or a file in a form of the keyed texts, and what it states."""

    form: str
    content: str | Callable[[Path], Path]
    key: tuple[str, ...]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The document and its key in files of their own."""
        if isinstance(self.content, str):
            document = folder / "excerpt.txt"
            document.write_text(self.content + "\n", encoding="utf-8")
        else:
            document = self.content(folder)
        key = folder / "excerpt.key"
        key.write_text("\n".join(self.key) + "\n", encoding="utf-8")
        return document, key


def agencies(*names: str, of: str = "") -> tuple[str, ...]:
    """Agencies, parts of another where that is named."""
    return (*(f"Agency | {n}" for n in names), *(f"PART_OF | {n} | {of}" for n in names if of))


def council(*facts: str, seats: str = "") -> tuple[str, ...]:
    """What the first article of ``HEAD`` states, and more."""
    return (
        f"Document | {RULES}",
        f"Council | {COUNCIL}{seats}",
        *agencies(COUNTY),
        f"PART_OF | {COUNCIL} | {COUNTY}",
        *facts,
    )


def seat(name: str, of: str = "", *, on: str = COUNCIL, details: str = "") -> tuple[str, ...]:
    """A seat, whose title is the beginning of its name, and the agency it represents."""
    title = name.partition("（")[0]
    stated = (f"Member | {name} | title={title}{details}", f"SITS_ON | {name} | {on}")
    return (*stated, f"REPRESENTS | {name} | {of}") if of else stated


def held(title: str, post: str, of: str = COUNTY, *, on: str = COUNCIL) -> tuple[str, ...]:
    """A seat that the holder of a post fills."""
    return seat(f"{title}（{post}兼任）", of, on=on, details=f" | seats=1 | post={post}")


def task(name: str, *, lead: str = "", helped: str = "", reviewed: str = "") -> tuple[str, ...]:
    """A task and the agencies that lead, help and review, parted by spaces or, where names have some, by ``;``."""
    facts = [f"Task | {name}"]
    for type_, bodies in (("CONVENES", lead), ("CO_ORGANIZES", helped), ("REVIEWS", reviewed)):
        for body in filter(None, bodies.split(";") if ";" in bodies else bodies.split()):
            facts += [f"Agency | {body}", f"{type_} | {body} | {name}"]
    return tuple(facts)


def measured(indicator: str, *years: str, by: str = "", unit: str = "", also: str = "") -> tuple[str, ...]:
    """An indicator, a shorter name of it, its years (``2024 target=20``), and the task that it measures."""
    facts = [f"Indicator | {indicator}{f' | unit={unit}' if unit else ''}{f' | aliases={also}' if also else ''}"]
    for year, _, value in (y.partition(" ") for y in years):
        target = f"{indicator} {year}"
        short = f" | aliases={also} {year}" if also else ""
        facts += [f"AnnualTarget | {target} | year={year} | {value}{short}", f"HAS_TARGET | {indicator} | {target}"]
    return (*facts, *([f"MEASURED_BY | {by} | {indicator}"] if by else []))


def groups(*names: str, of: str = COUNCIL) -> tuple[str, ...]:
    """Groups under a body."""
    return (*(f"Subgroup | {n}" for n in names), *(f"PART_OF | {n} | {of}" for n in names))


def maybe(*facts: str) -> tuple[str, ...]:
    """Facts that may be read and need not be."""
    return tuple(f"? {fact}" for fact in facts)


class Merged:
    """A cell that belongs to the one above it."""


class Struck(str):
    """A text that is struck through."""


class Shown(float):
    """A part of one that the cell shows in per cent."""


UP = Merged()
Cell = str | float | datetime.date | Merged | tuple[Struck, str]


def table(*rows: tuple[Cell, ...]) -> Callable[[Path], Path]:
    """A workbook of one table, its heads in the first row."""

    def write(folder: Path) -> Path:
        import xlsxwriter

        path = folder / "excerpt.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("措施")
            struck, percent = book.add_format({"font_strikeout": True}), book.add_format({"num_format": "0%"})
            date = book.add_format({"num_format": "yyyy-mm-dd"})
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    match cell:
                        case Merged():
                            continue
                        case (Struck(), rest):
                            sheet.write_rich_string(r, c, struck, str(cell[0]), rest)
                        case Struck():
                            sheet.write_string(r, c, str(cell), struck)
                        case Shown():
                            sheet.write_number(r, c, float(cell), percent)
                        case datetime.date():
                            sheet.write_datetime(r, c, cell, date)
                        case float():
                            sheet.write_number(r, c, cell)
                        case str():
                            sheet.write_string(r, c, cell)
                    last = r
                    while last + 1 < len(rows) and rows[last + 1][c] is UP:
                        last += 1
                    if last > r:
                        sheet.merge_range(r, c, last, c, cell)
        return path

    return write


def two_heads(folder: Path) -> Path:
    """A workbook whose heads take two rows: 權責機關 over who leads and helps, 目標值 over bare years."""
    import xlsxwriter

    path = folder / "excerpt.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("措施")
        for c, head in ((0, "項次"), (1, "工作項目"), (4, "指標")):
            sheet.merge_range(0, c, 1, c, head)
        sheet.merge_range(0, 2, 0, 3, "權責機關")
        sheet.merge_range(0, 5, 0, 6, "目標值")
        for c, head in ((2, "主辦"), (3, "協辦"), (5, "114"), (6, "115")):
            sheet.write_string(1, c, head)
        for r, row in enumerate(
            (
                ("1", "步道整修", "工務處", "觀光處", "整修長度", "3", "5"),
                ("2", "植樹", "農業處", "工務處", "植樹數", "80", "90"),
            ),
            2,
        ):
            for c, cell in enumerate(row):
                sheet.write_string(r, c, cell)
    return path


FOOTNOTE_HEADS = ("指標", "單位", "113年", "114年")


def footnote_page(folder: Path) -> Path:
    """A page with a figure that has a raised footnote mark."""
    path = folder / "excerpt.html"
    heads = "".join(f"<th>{head}</th>" for head in FOOTNOTE_HEADS)
    path.write_text(
        f"<html><body><table><tr>{heads}</tr>"
        "<tr><td>垃圾清運量</td><td>公噸</td><td>70<sup>2</sup></td><td>65</td></tr></table></body></html>",
        encoding="utf-8",
    )
    return path


def footnote_document(folder: Path) -> Path:
    """The same in a Word document."""
    import docx

    document = docx.Document()
    written = document.add_table(rows=2, cols=len(FOOTNOTE_HEADS))
    for row, texts in enumerate((FOOTNOTE_HEADS, ("垃圾清運量", "公噸", "70", "65"))):
        for column, text in enumerate(texts):
            written.cell(row, column).text = text
    written.cell(1, 2).paragraphs[0].add_run("2").font.superscript = True
    path = folder / "excerpt.docx"
    document.save(str(path))
    return path


LEADS_BY_NAME = (
    *held("召集人", "縣長"),
    *held("副召集人", "副縣長"),
)
MEMBERS = agencies("民政處", "農業處", "環境保護局", of=COUNTY)
BOARD = "乙縣水域安全會報"
TITLES = (
    "暫行組織規程",
    "組織規程",
    "設置辦法",
    "設置及作業要點",
    "作業要點",
    "組織章程",
    "設置規定",
    "實施計畫",
    "設置要點",
    "設置要點修正規定",
)


def title(ending: str, shown: str = "") -> Excerpt:
    """Rules by whose title alone the council is known."""
    body = "乙縣食農推動委員會"
    form = f"t{TITLES.index(ending)}"
    text = f"{body}{ending}{shown}\n三、本會置召集人一人，由縣長兼任。"
    also = f" | aliases={body}設置要點;{body}{ending}{shown}"
    key = (f"Document | {body}{ending}{also}", f"Council | {body}", *held("召集人", "縣長", "", on=body))
    return Excerpt(form, text, key)


SENTENCES = (
    Excerpt(
        "e1",
        "乙縣行動方案\n一、節水推廣：由水利處主辦，台水、環保局協辦。\n二、油氣：由中油、消防局主辦。\n"
        "三、渠道：由農田水利署及水利處主辦。\n四、收容：由紅十字會、慈濟及社會處協辦。\n"
        "五、研究：工研院、成功大學及農業處主辦。\n六、減塑：由全聯、家樂福及環保局協辦。",
        (
            *maybe("Document | 乙縣行動方案"),
            *task("節水推廣", lead="水利處", helped="台水 環保局"),
            *task("油氣", lead="中油 消防局"),
            *task("渠道", lead="農田水利署 水利處"),
            *task("收容", helped="紅十字會 慈濟 社會處"),
            *task("研究", lead="工研院 成功大學 農業處"),
            *task("減塑", helped="全聯 家樂福 環保局"),
        ),
    ),
    *(
        Excerpt(form, f"{HEAD}本會{words}。", council(*held("主任委員", "縣長"), *held("副主任委員", "副縣長")))
        for form, words in (
            ("m1a", "置主任委員一人，綜理會務，由本府縣長兼任；副主任委員一人，襄助會務，由副縣長兼任"),
            ("m1b", "置主任委員一人，由本府縣長兼任，綜理會務；副主任委員一人，由副縣長兼任，襄助會務"),
        )
    ),
    *(
        Excerpt(
            form,
            f"水域安全法\n第 8 條\n{government}設{board}，其任務如下：\n一、核定水域安全計畫。\n"
            f"二、推動水域救生訓練。\n第 9 條\n{board}{seats}",
            (
                *maybe("Document | 水域安全法"),
                *agencies(government),
                f"Council | {board}",
                f"PART_OF | {board} | {government}",
                "Task | 核定水域安全計畫",
                "Task | 推動水域救生訓練",
                f"UNDERTAKES | {board} | 核定水域安全計畫",
                f"UNDERTAKES | {board} | 推動水域救生訓練",
                "Document | 水域安全計畫",
                f"REVIEWS | {board} | 水域安全計畫",
                *held("召集人", posts[0], government, on=board),
                *held("副召集人", posts[1], government, on=board),
            ),
        )
        for form, government, board, seats, posts in (
            (
                "m2a",
                "直轄市、縣（市）政府",
                "直轄市、縣（市）水域安全會報",
                "置召集人一人、副召集人一人，分別由直轄市、縣（市）政府正、副首長兼任。",
                ("首長", "副首長"),
            ),
            ("m2b", COUNTY, BOARD, "置召集人一人、副召集人一人，分別由縣長、副縣長兼任。", ("縣長", "副縣長")),
        )
    ),
    Excerpt(
        "m3a",
        f"{HEAD}本會置委員八人，除召集人為當然委員外，其中三人由民政處處長、農業處處長、環境保護局局長兼任，"
        "其餘四人由召集人就有關專家聘兼之。",
        council(
            *MEMBERS,
            *held("委員", "民政處處長", "民政處"),
            *held("委員", "農業處處長", "農業處"),
            *held("委員", "環境保護局局長", "環境保護局"),
            *seat("召集人"),
            *seat("委員（有關專家）", details=" | seats=4"),
            seats=" | seats=8",
        ),
    ),
    Excerpt(
        "m3b",
        f"{HEAD}本會置委員八人，一人為召集人，由縣長兼任；其餘委員由縣長就下列人員聘（派）兼之：\n"
        "（一）民政處處長。\n（二）農業處處長。\n（三）環境保護局局長。\n（四）專家學者四人。",
        council(
            *MEMBERS,
            *held("召集人", "縣長"),
            *held("委員", "民政處處長", "民政處"),
            *held("委員", "農業處處長", "農業處"),
            *held("委員", "環境保護局局長", "環境保護局"),
            *seat("委員（專家學者）", details=" | seats=4"),
            seats=" | seats=8",
        ),
    ),
    Excerpt(
        "m3c",
        f"{HEAD}本會置委員九人，其中有關機關代表三人，由民政處、農業處及環境保護局之科長以上人員兼任；其餘委員五人，"
        "由召集人就專家學者聘兼。",
        council(
            *MEMBERS,
            *(
                fact
                for agency in ("民政處", "農業處", "環境保護局")
                for fact in seat(f"委員（{agency}科長以上人員）", agency, details=" | seats=1")
            ),
            *seat("委員（專家學者）", details=" | seats=5"),
            *maybe(*seat("召集人")),
            seats=" | seats=9",
        ),
    ),
    *(
        Excerpt(
            form,
            f"乙縣各局處分工\n環境保護局{word}減廢、空品、綠美化。農業處{word}漁港整建、農地維護。",
            (
                *task("減廢、空品、綠美化", lead="環境保護局"),
                *task("漁港整建、農地維護", lead="農業處"),
            ),
        )
        for form, word in (("m4a", "管"), ("m4b", "負責"))
    ),
    *(
        Excerpt(
            form,
            f"{HEAD}{words}。",
            council(
                *LEADS_BY_NAME,
                *MEMBERS,
                *(
                    fact
                    for agency, post in zip(("民政處", "農業處", "環境保護局"), posts, strict=True)
                    for fact in held("委員", f"{agency}{post}", agency)
                ),
            ),
        )
        for form, words, posts in (
            (
                "m5a",
                "召集人是縣長，副召集人是副縣長，其他3位委員是民政處、農業處和環境保護局的主管",
                ("主管",) * 3,
            ),
            (
                "m5b",
                "召集人由縣長兼任，副召集人由副縣長兼任，其他委員由民政處、農業處及環境保護局首長兼任",
                ("首長",) * 3,
            ),
            (
                "m5c",
                "縣長擔任召集人，副縣長擔任副召集人，民政處處長、農業處處長及環境保護局局長為委員",
                ("處長", "處長", "局長"),
            ),
        )
    ),
    Excerpt(
        "m6a",
        "乙縣分工\n一、水域宣導：\n（一）教育處主辦，消防局、農業處協辦。\n（二）鄉公所主辦，消防局協辦。",
        task("水域宣導", lead="教育處 鄉公所", helped="消防局 農業處"),
    ),
    *(
        Excerpt(
            form,
            f"乙縣食農推動委員會設置要點\n二、{own}任務如下：\n（一）審議食農計畫。\n（二）督導食農指標。\n"
            f"三、{own}置召集人一人，由縣長兼任。",
            (
                "Document | 乙縣食農推動委員會設置要點",
                "Council | 乙縣食農推動委員會",
                "Task | 審議食農計畫",
                "Task | 督導食農指標",
                "UNDERTAKES | 乙縣食農推動委員會 | 審議食農計畫",
                "UNDERTAKES | 乙縣食農推動委員會 | 督導食農指標",
                "Document | 食農計畫",
                "Indicator | 食農指標",
                "REVIEWS | 乙縣食農推動委員會 | 食農計畫",
                "REVIEWS | 乙縣食農推動委員會 | 食農指標",
                *held("召集人", "縣長", "", on="乙縣食農推動委員會"),
            ),
        )
        for form, own in (("m7a", "本會"), ("m7b", "本委員會"))
    ),
    Excerpt(
        "n1",
        f"{HEAD}本會委員二十三至二十七人，主任委員由縣長或副縣長出任，副主任委員是環境保護局局長。",
        council(
            *agencies("環境保護局", of=COUNTY),
            *held("主任委員", "縣長或副縣長"),
            *held("副主任委員", "環境保護局局長", "環境保護局"),
            seats=" | seats=23 | seats_max=27",
        ),
    ),
    Excerpt(
        "n2",
        f"{HEAD}本會委員總數15至19人，縣長召集，副縣長副召集。",
        council(
            *held("召集人", "縣長", ""),
            *held("副召集人", "副縣長", ""),
            *maybe(f"REPRESENTS | 召集人（縣長兼任） | {COUNTY}", f"REPRESENTS | 副召集人（副縣長兼任） | {COUNTY}"),
            seats=" | seats=15 | seats_max=19",
        ),
    ),
    Excerpt(
        "n3",
        f"{HEAD}本會共12位委員，召集人一人，由縣長擔任；副召集人二人，由副縣長、秘書長擔任。",
        council(*LEADS_BY_NAME, *held("副召集人", "秘書長"), seats=" | seats=12"),
    ),
    Excerpt(
        "n4",
        f"{HEAD}本會由縣長擔任召集人，副縣長及秘書長擔任副召集人，農業處與行政處共同擔任執行秘書。",
        council(
            *LEADS_BY_NAME,
            *held("副召集人", "秘書長"),
            *agencies("農業處", "行政處", of=COUNTY),
            *seat("執行秘書（農業處）", "農業處", details=" | aliases=執行秘書"),
            *seat("執行秘書（行政處）", "行政處", details=" | aliases=執行秘書"),
        ),
    ),
    Excerpt(
        "n5",
        f"{HEAD}本會下設四組：節能組、綠運組、宣導組、秘書組。",
        council(*groups("節能組", "綠運組", "宣導組", "秘書組")),
    ),
    Excerpt("n6", f"{HEAD}本會設左列各組：\n一、秘書組。\n二、宣導組。", council(*groups("秘書組", "宣導組"))),
    *(
        Excerpt(
            form,
            f"{HEAD}本會{words}。",
            council(
                *MEMBERS,
                *(
                    fact
                    for agency in ("民政處", "農業處", "環境保護局")
                    for fact in seat(f"委員（{agency}{suffix}）", agency)
                ),
            ),
        )
        for form, words, suffix in (
            ("n7", "成員單位為民政處、農業處、環境保護局", ""),
            ("n8", "成員包括民政處、農業處、環境保護局等3個單位", ""),
            ("n9", "委員由民政處、農業處、環境保護局各指派代表一人擔任", "代表"),
        )
    ),
    Excerpt(
        "n10",
        "乙縣溫室氣體減量執行方案\n乙縣112年溫室氣體排放量較95年減少21.5%，113年減少22.8%。"
        "119年目標較95年減量27%，排放量降至820萬公噸。",
        (
            *maybe("Document | 乙縣溫室氣體減量執行方案"),
            *measured("溫室氣體排放量較95年減少", "2023 result=21.5", "2024 result=22.8", "2030 target=27", unit="%"),
            *measured("溫室氣體排放量", "2030 target=820", unit="萬公噸", also="排放量"),
        ),
    ),
    Excerpt(
        "n11",
        "乙縣淨零路徑\n太陽光電累計裝置容量於113年達35MW，114年目標60MW，115年目標75MW。",
        measured("太陽光電累計裝置容量", "2024 result=35", "2025 target=60", "2026 target=75", unit="MW"),
    ),
    Excerpt(
        "n12",
        "乙縣行動方案\n一、整修自行車道：由工務處主政，農業處、教育處及警察局配合辦理，並由研考會管考。",
        (
            *maybe("Document | 乙縣行動方案"),
            *task("整修自行車道", lead="工務處", helped="農業處 教育處 警察局", reviewed="研考會"),
        ),
    ),
    Excerpt(
        "n13",
        "乙縣行動方案\n本縣渡輪電動化由工務處負責推動，環境保護局提供補助，財政處編列預算。",
        (
            *maybe("Document | 乙縣行動方案", "Agency | 財政處", "CO_ORGANIZES | 財政處 | 本縣渡輪電動化"),
            *task("本縣渡輪電動化", lead="工務處", helped="環境保護局"),
        ),
    ),
    Excerpt(
        "n14",  # The body is named by a general word only, and the seats that report stand in a clause each.
        "乙縣推動架構\n秘書組每月彙整各組辦理情形，提報執行秘書，並由執行秘書向推動會召集人報告。",
        (
            "Council | 推動會",
            *groups("秘書組", of="推動會"),
            *seat("執行秘書", on="推動會"),
            "REPORTS_TO | 秘書組 | 執行秘書",
            "REPORTS_TO | 執行秘書 | 推動會",
            *maybe("Member | 召集人 | title=召集人", "SITS_ON | 召集人 | 推動會"),
        ),
    ),
    *(title(ending, " (112-09-20)" if ending == "設置要點" else "") for ending in TITLES),
    Excerpt(
        "z1",
        f"{HEAD}本會置召集人一人、副召集人一人，分別由縣長、副縣長兼任。",
        council(*LEADS_BY_NAME),
    ),
    Excerpt(
        "z2",
        f"{HEAD}本會下設四組：節能組、綠運組、宣導組、秘書組，各組由環保局、工務處、教育處、秘書處擔任召集機關。",
        council(
            *groups("節能組", "綠運組", "宣導組", "秘書組"),
            *agencies("環保局", "工務處", "教育處", "秘書處", of=COUNTY),
            "CONVENES | 環保局 | 節能組",
            "CONVENES | 工務處 | 綠運組",
            "CONVENES | 教育處 | 宣導組",
            "CONVENES | 秘書處 | 秘書組",
        ),
    ),
    Excerpt(
        "z3",
        f"# 乙縣\n{COUNCIL}下設節能組、綠運組及秘書組。",
        (f"Council | {COUNCIL}", *groups("節能組", "綠運組", "秘書組")),
    ),
    Excerpt(
        "alike-names-prose",
        f"{RULES}\n\n三、本會下設下列工作小組：\n（一）水運組：由交通處召集，交通部航港局、警察局協辦，負責渡輪減碳。\n"
        "（二）文化組：由文化局召集，文化資產局協辦，負責老屋節能。",
        (
            f"Document | {RULES}",
            f"Council | {COUNCIL}",
            *groups("水運組", "文化組"),
            *agencies("交通處", "交通部航港局", "警察局", "文化局", "文化資產局"),
            "Task | 渡輪減碳",
            "Task | 老屋節能",
            "UNDERTAKES | 水運組 | 渡輪減碳",
            "UNDERTAKES | 文化組 | 老屋節能",
            "CONVENES | 交通處 | 水運組",
            "CO_ORGANIZES | 交通部航港局 | 水運組",
            "CO_ORGANIZES | 警察局 | 水運組",
            "CONVENES | 文化局 | 文化組",
            "CO_ORGANIZES | 文化資產局 | 文化組",
        ),
    ),
    Excerpt(
        "t9_tsdg_cards",
        "核心目標6：確保用水\n具體目標6.1\n指標6.1.1：自來水普及率\n現況基礎值：2018年為93.4%\n2026年量化目標：高於全國平均\n"
        "主(協)辦機關：水利處、工務處\n指標6.2.1：汙水接管戶數\n現況基礎值：2018年2萬1,500戶\n2026年量化目標：3萬4,800戶\n"
        "主(協)辦機關：水利處",
        (
            *measured("自來水普及率", unit="%"),
            *measured("汙水接管戶數", "2026 target=34800", unit="戶"),
            *maybe(
                *agencies("水利處", "工務處"),
                "AnnualTarget | 自來水普及率 2026 | year=2026",
                "HAS_TARGET | 自來水普及率 | 自來水普及率 2026",
                "Task | 確保用水 | aliases=核心目標6;核心目標6：確保用水",
                "Task | 具體目標6.1 | aliases=6.1",
                *(
                    f"{type_} | {agency} | {indicator}"
                    for type_ in ("CONVENES", "CO_ORGANIZES")
                    for agency, indicator in (
                        ("水利處", "自來水普及率"),
                        ("工務處", "自來水普及率"),
                        ("水利處", "汙水接管戶數"),
                    )
                ),
            ),
        ),
    ),
)

YOUTH = "丙部青年諮詢委員會"
REEF = "潮間帶保育審議會"
AUTHORITY = "直轄市、縣（市）主管機關"
LAWS = (
    Excerpt(
        "composition",
        f"{YOUTH}組織規程\n\n第 2 條\n{YOUTH} (以下簡稱本會) 任務如下：\n一、青年政策之研議事項。\n"
        "二、青年參與之推動事項。\n\n第 3 條\n本會置委員十一人至十三人，其中一人為主任委員，"
        "由丙部 (以下簡稱本部) 部長兼任；一人為副主任委員，由本部次長兼任；"
        "其餘委員由本部部長就學者專家、民間團體代表聘兼之；任期二年。",
        (
            f"Document | {YOUTH}組織規程",
            f"Council | {YOUTH} | seats=11 | seats_max=13",
            *agencies("丙部"),
            *maybe(f"PART_OF | {YOUTH} | 丙部"),
            "Task | 青年政策之研議事項",
            "Task | 青年參與之推動事項",
            f"UNDERTAKES | {YOUTH} | 青年政策之研議事項",
            f"UNDERTAKES | {YOUTH} | 青年參與之推動事項",
            *held("主任委員", "部長", "丙部", on=YOUTH),
            *held("副主任委員", "次長", "丙部", on=YOUTH),
            *seat("委員（學者專家、民間團體代表）", on=YOUTH),
        ),
    ),
    Excerpt(
        "roles",
        "水域選務法\n\n第 7 條\n"
        "各區水利代表選舉，由直轄市水利委員會辦理之；各鄉水利代表選舉，由縣水利委員會辦理之。\n"
        "擬辦文件如有錯誤，由擬辦人員負責，會辦、主辦人員連帶負責。",
        (
            *maybe("Document | 水域選務法"),
            *task("各區水利代表選舉", lead="直轄市水利委員會"),
            *task("各鄉水利代表選舉", lead="縣水利委員會"),
        ),
    ),
    Excerpt(
        "levels",
        f"潮間帶管理辦法\n\n第 8 條\n{AUTHORITY}設立之{REEF}，其任務如下：\n"
        "一、研訂潮間帶保育方針。\n二、審議其他有關潮間帶保育事項。\n"
        "前項審議會置委員九人至十一人，由直轄市、縣（市）長或其指定之人擔任召集人，並就漁業團體代表聘兼之。",
        (
            *maybe("Document | 潮間帶管理辦法"),
            *agencies(AUTHORITY),
            f"Council | {REEF} | seats=9 | seats_max=11 | aliases={AUTHORITY}{REEF}",
            f"PART_OF | {REEF} | {AUTHORITY}",
            "Task | 研訂潮間帶保育方針",
            "Task | 審議其他有關潮間帶保育事項",
            f"UNDERTAKES | {REEF} | 研訂潮間帶保育方針",
            f"UNDERTAKES | {REEF} | 審議其他有關潮間帶保育事項",
            *held("召集人", "直轄市、縣（市）長或其指定之人", "", on=REEF),
            *seat("委員（漁業團體代表）", on=REEF),
        ),
    ),
    Excerpt(
        "duties",
        "丙部處務規程\n\n第 6 條\n航港司掌理事項如下：\n一、航線之規劃及執行。\n二、其他交辦之事項。\n\n"
        "第 7 條\n漁港司掌理事項如下：\n一、漁港之修繕。\n二、其他交辦之事項。",
        (
            "Document | 丙部處務規程",
            *agencies("丙部"),
            *agencies("航港司", "漁港司", of="丙部"),
            *task("航線之規劃及執行", lead="航港司"),
            *task("漁港之修繕", lead="漁港司"),
            *(
                fact
                for office in ("航港司", "漁港司")
                for fact in (
                    f"Task | 其他交辦之事項［{office}］ | aliases=其他交辦之事項",
                    f"CONVENES | {office} | 其他交辦之事項［{office}］",
                )
            ),
        ),
    ),
)

LEVELS = (
    ("部門", "推動策略", "具體推動措施", "執行計畫", "主辦機關", "協辦機關", "期程", "績效指標", "目標值"),
    ("運輸", "推廣綠運", "電動渡輪", "渡輪汰換計畫", "工務處", "環保局、財政處", "113-115年", "電動渡輪數（艘）", "4"),
    (UP, UP, UP, "岸電設置", "工務處", "觀光處", "113-114年", "岸電座數（座）", "6"),
    (UP, UP, "步行環境", "騎樓整平", "工務處", "無", "113年", "整平長度（公里）", "9"),
    ("能源", "再生能源", "屋頂光電", "校舍光電", "教育處", "台電、農業處", "113-115年", "裝置容量（MW）", "7"),
    (UP, UP, UP, "廳舍光電", "農業處", "中油、台水及各局處", "114年", "裝置容量（MW）", "8"),
)
"""Four levels of tasks; the shorter tables have some of these columns."""


def columns(*numbers: int, heads: tuple[str, ...] = ()) -> Callable[[Path], Path]:
    """Some columns of ``LEVELS``, under other heads where they are given."""
    shown = heads or tuple(LEVELS[0][n] for n in numbers)
    return table(shown, *(tuple(row[n] for n in numbers) for row in LEVELS[1:]))


ROLES = (
    *task("渡輪汰換計畫", lead="工務處", helped="環保局 財政處"),
    *task("岸電設置", lead="工務處", helped="觀光處"),
    *task("騎樓整平", lead="工務處"),
    *task("校舍光電", lead="教育處", helped="台電 農業處"),
    *task("廳舍光電", lead="農業處", helped="中油 台水 各局處"),
)
"""Who leads and helps in ``LEVELS``; 無 is nobody."""


def parts(*pairs: tuple[str, str]) -> tuple[str, ...]:
    """Tasks above others, each with a part of it."""
    return (*(f"Task | {whole}" for whole, _ in pairs), *(f"PART_OF | {part} | {whole}" for whole, part in pairs))


def capacity(name: str, year: int, value: int) -> tuple[str, ...]:
    """裝置容量 of one task: an indicator of that task alone, though another has one of the same name."""
    own = f"裝置容量［{name}］"
    return (
        f"Indicator | {own} | unit=MW | aliases=裝置容量",
        f"AnnualTarget | {own} {year} | year={year} | target={value} | aliases=裝置容量 {year}",
        f"HAS_TARGET | {own} | {own} {year}",
        f"MEASURED_BY | {name} | {own}",
    )


MEASURES = (
    *measured("電動渡輪數", "2026 target=4", by="渡輪汰換計畫", unit="艘"),
    *measured("岸電座數", "2025 target=6", by="岸電設置", unit="座"),
    *measured("整平長度", "2024 target=9", by="騎樓整平", unit="公里"),
    *capacity("校舍光電", 2026, 7),
    *capacity("廳舍光電", 2025, 8),
)
"""A target stands for the last year of its period."""
STEPS = task("設置岸電", lead="工務處", helped="環保局") + task("汰換渡輪", lead="環保局", helped="工務處")
"""The facts of a table of two tasks, whatever its heads are called."""
FOOTNOTE = measured("垃圾清運量", "2024 unit=", "2025 unit=", unit="公噸")

TABLES = (
    Excerpt(
        "p1_four_levels",
        table(*LEVELS),
        (
            *ROLES,
            *parts(
                ("推廣綠運", "電動渡輪"),
                ("推廣綠運", "步行環境"),
                ("再生能源", "屋頂光電"),
                ("電動渡輪", "渡輪汰換計畫"),
                ("電動渡輪", "岸電設置"),
                ("步行環境", "騎樓整平"),
                ("屋頂光電", "校舍光電"),
                ("屋頂光電", "廳舍光電"),
            ),
            *MEASURES,
            *maybe(*parts(("運輸", "推廣綠運"), ("能源", "再生能源"))),
        ),
    ),
    Excerpt(
        "p2_two_levels",
        columns(1, 3, 4, 5, 6, 7, 8),
        (
            *ROLES,
            *parts(
                ("推廣綠運", "渡輪汰換計畫"),
                ("推廣綠運", "岸電設置"),
                ("推廣綠運", "騎樓整平"),
                ("再生能源", "校舍光電"),
                ("再生能源", "廳舍光電"),
            ),
            *MEASURES,
        ),
    ),
    Excerpt(
        "p3_three_levels",
        columns(1, 2, 3, 4, 5, 6, heads=("推動策略", "推動項目", "具體措施", "主辦機關", "協辦機關", "期程")),
        (
            *ROLES,
            *parts(
                ("推廣綠運", "電動渡輪"),
                ("推廣綠運", "步行環境"),
                ("再生能源", "屋頂光電"),
                ("電動渡輪", "渡輪汰換計畫"),
                ("電動渡輪", "岸電設置"),
                ("步行環境", "騎樓整平"),
                ("屋頂光電", "校舍光電"),
                ("屋頂光電", "廳舍光電"),
            ),
        ),
    ),
    Excerpt("p6_unknown_heads", columns(3, 4, 5, 6, heads=("計畫名稱", "承辦科室", "配合單位", "完成期限")), ROLES),
    Excerpt(
        "p7_units",
        table(
            ("行動方案", "權責單位", "配合辦理單位", "執行年度", "年度目標"),
            ("岸電設置", "工務處", "觀光處", "113-114年", "6座"),
            ("騎樓整平", "工務處", "無", "113年", "9公里"),
        ),
        (
            *task("岸電設置", lead="工務處", helped="觀光處"),
            *task("騎樓整平", lead="工務處"),
            *maybe(*measured("岸電設置", "2025 target=6", by="岸電設置", unit="座")),
            *maybe(*measured("騎樓整平", "2024 target=9", by="騎樓整平", unit="公里")),
        ),
    ),
    Excerpt(
        "p4_one_role_col",
        table(
            ("項次", "工作項目", "主(協)辦單位", "辦理期程", "預期效益"),
            ("1", "岸電設置", "主辦：工務處\n協辦：觀光處、環保局", "113-114年", "岸電座數（座）"),
            ("2", "騎樓整平", "主辦：工務處\n協辦：無", "113年", "整平長度（公里）"),
        ),
        (
            *task("岸電設置", lead="工務處", helped="觀光處 環保局"),
            *task("騎樓整平", lead="工務處"),
            *maybe(*measured("岸電座數", by="岸電設置", unit="座"), *measured("整平長度", by="騎樓整平", unit="公里")),
        ),
    ),
    Excerpt(
        "p5_years",
        table(
            ("指標名稱", "單位", "主責局處", "基準年(111)", "113年目標值", "114年目標值"),
            ("電動渡輪比率", "%", "工務處", "4", "15", "30"),
            ("有機農地占比", "%", "農業處", "2.5", "4", "6"),
        ),
        (
            *measured("電動渡輪比率", "2024 target=15", "2025 target=30", unit="%"),
            *measured("有機農地占比", "2024 target=4", "2025 target=6", unit="%"),
            *agencies("工務處", "農業處"),
            "CONVENES | 工務處 | 電動渡輪比率",
            "CONVENES | 農業處 | 有機農地占比",
        ),
    ),
    Excerpt(
        "p8_english",
        table(
            ("Action", "Lead", "Support", "Timeframe", "KPI", "Target 2030"),
            (
                "Electrify ferries",
                "Harbour Department",
                "Finance Office; Energy Bureau",
                "2024-2027",
                "Share (%)",
                "50",
            ),
            ("Plant 3,000 hedges", "Parks", "Schools, NGOs", "Ongoing", "Hedges planted", "3000"),
            ("Storm warning", "DPW", "TBD", "By 2028", "Sirens", "25"),
        ),
        (
            *task("Electrify ferries", lead="Harbour Department;", helped="Finance Office;Energy Bureau"),
            *task("Plant 3,000 hedges", lead="Parks", helped="Schools NGOs"),
            *task("Storm warning", lead="DPW"),
            *measured("Share", "2030 target=50", by="Electrify ferries", unit="%"),
            *measured("Hedges planted", "2030 target=3000", by="Plant 3,000 hedges"),
            *measured("Sirens", "2030 target=25", by="Storm warning"),
        ),
    ),
    Excerpt(
        "p9_owner",
        table(
            ("Action", "Owner", "Partners", "Due"),
            ("Electrify ferries", "Harbour Department", "Finance Department", "2027"),
            ("Plant hedges", "Parks Department", "Schools Office", "2028"),
        ),
        (
            *task("Electrify ferries", lead="Harbour Department;", helped="Finance Department;"),
            *task("Plant hedges", lead="Parks Department;", helped="Schools Office;"),
        ),
    ),
    Excerpt(
        "english-lead-dept",
        table(
            ("Action", "Lead Dept.", "Supporting Departments", "Performance Metric"),
            ("Install shore power", "Harbour", "Public Works", "Berths served"),
            ("Level arcades", "Public Works", "Harbour", "Metres levelled"),
        ),
        (
            *task("Install shore power", lead="Harbour", helped="Public Works;"),
            *task("Level arcades", lead="Public Works;", helped="Harbour"),
            *measured("Berths served", by="Install shore power"),
            *measured("Metres levelled", by="Level arcades"),
        ),
    ),
    Excerpt(
        "t1b_norfolk",
        table(
            ("Strategy", "Timeline", "Impact on GHG", "Secondary Benefits", "Lead Agency", "Partner Agency"),
            (
                "Roofs - Paint school roofs white",
                "Short-term",
                "Small",
                "Health",
                "School Board",
                "Not Applicable",
            ),
            (
                "Shade - Plant street trees",
                "Long-term",
                "Moderate",
                "Equity, Health",
                "City Parks, NGOs",
                "Garden Clubs",
            ),
        ),
        (
            *task("Roofs - Paint school roofs white", lead="School Board;"),
            *task("Shade - Plant street trees", lead="City Parks;NGOs", helped="Garden Clubs;"),
        ),
    ),
    *(
        Excerpt(
            form,
            table(heads, ("岸電", "設置岸電", "海洋厅", "环保厅、财政厅"), (UP, "汰換渡輪", "环保厅", "海洋厅")),
            (
                *task("設置岸電", lead="海洋厅", helped="环保厅 财政厅"),
                *task("汰換渡輪", lead="环保厅", helped="海洋厅"),
                *parts(("岸電", "設置岸電"), ("岸電", "汰換渡輪")),
            ),
        )
        for form, heads in (
            ("t4_zhejiang", ("工作任务", "具体措施", "牵头单位", "配合单位")),
            ("t4b_zhejiang_trad_heads", ("工作任務", "具體措施", "牽頭單位", "配合單位")),
        )
    ),
    Excerpt(
        "t7_otoineppu_raci",
        table(
            ("WBS No.", "作業", "受託者", "町担当課", "町関係課", "備考"),
            ("1.1", "計画書の作成", "R", "A", "I", "町の承認による"),
            ("1.2", "統計の収集", "R/A", "I", "－", "公表統計"),
            ("1.3", "素案の執筆", "R", "A", "C", ""),
        ),
        (
            *task("計画書の作成", lead="町担当課"),
            *task("統計の収集", lead="受託者"),
            *task("素案の執筆", lead="町担当課"),
            *maybe(
                "Agency | 町関係課",
                "CONVENES | 受託者 | 計画書の作成",
                "CO_ORGANIZES | 受託者 | 計画書の作成",
                "CONVENES | 受託者 | 素案の執筆",
                "CO_ORGANIZES | 受託者 | 素案の執筆",
                "CO_ORGANIZES | 町関係課 | 素案の執筆",
                "REVIEWS | 町関係課 | 素案の執筆",
            ),
        ),
    ),
    Excerpt(
        "heads-juchu",
        table(
            ("項次", "工作項目", "主辦局處", "協辦局處"),
            ("1", "設置岸電", "工務處", "環保局"),
            ("2", "汰換渡輪", "環保局", "工務處"),
        ),
        STEPS,
    ),
    Excerpt(
        "heads-partner-unknown",
        table(
            ("項次", "工作項目", "主辦機關", "配合局處", "工作指標"),
            ("1", "設置岸電", "工務處", "環保局", "岸電 6 座"),
            ("2", "汰換渡輪", "環保局", "工務處", "岸電 6 座"),
        ),
        (
            *STEPS,
            *maybe(
                "Indicator | 岸電 6 座 | unit=座 | aliases=岸電",
                "MEASURED_BY | 設置岸電 | 岸電 6 座",
                "MEASURED_BY | 汰換渡輪 | 岸電 6 座",
            ),
        ),
    ),
    Excerpt(
        "long-form-role-column",
        table(
            ("工作項目", "機關", "角色"),
            ("設置岸電", "工務處", "主辦"),
            ("設置岸電", "環保局", "協辦"),
            ("設置岸電", "研考處", "督導"),
            ("汰換渡輪", "環保局", "主辦"),
            ("汰換渡輪", "工務處", "協辦"),
        ),
        (*STEPS, *task("設置岸電", reviewed="研考處")),
    ),
    Excerpt(
        "marks-matrix",
        table(
            ("項次", "工作項目", "環保局", "工務處", "觀光處"),
            ("1", "設置岸電", "○", "◎", ""),
            ("2", "汰換渡輪", "◎", "○", "○"),
            ("◎主辦 ○協辦", "", "", "", ""),
        ),
        (*STEPS, *task("汰換渡輪", helped="觀光處")),
    ),
    Excerpt(
        "percent-cell",
        table(
            ("項次", "工作項目", "主辦機關", "指標", "115年目標值"),
            ("1", "採購綠電", "環保局", "綠電比率", Shown(0.08)),
        ),
        (*task("採購綠電", lead="環保局"), *measured("綠電比率", "2026 target=8", by="採購綠電", unit="%")),
    ),
    Excerpt(
        "period-slash",
        table(
            ("項次", "工作項目", "主辦機關", "執行期程"),
            ("1", "設置岸電", "工務處", "114/03-115/11"),
            ("2", "汰換渡輪", "環保局", datetime.date(2025, 3, 1)),
        ),
        (*task("設置岸電", lead="工務處"), *task("汰換渡輪", lead="環保局")),
    ),
    Excerpt(
        "same-as-above",
        table(("項次", "工作項目", "主辦機關"), ("1", "設置岸電", "工務處"), ("2", "騎樓整平", "同上")),
        (*task("設置岸電", lead="工務處"), *task("騎樓整平", lead="工務處")),
    ),
    Excerpt(
        "space-between-agencies",
        table(
            ("項次", "工作項目", "主辦機關"),
            ("1", "汰換渡輪", "環保局"),
            ("2", "設置岸電", "環保局 工務處"),
            ("3", "水質監測", "環保局"),
        ),
        (
            *task("汰換渡輪", lead="環保局"),
            *task("設置岸電", lead="環保局 工務處"),
            *task("水質監測", lead="環保局"),
        ),
    ),
    Excerpt(
        "strike-part",
        table(
            ("項次", "工作項目", "主辦機關", "協辦機關"),
            ("1", "設置岸電", (Struck("觀光處"), "工務處"), "環保局"),
            ("2", "汰換渡輪", "環保局", "工務處"),
        ),
        (*STEPS, *maybe("Agency | 觀光處", "CONVENES | 觀光處 | 設置岸電")),
    ),
    Excerpt(
        "strike-row",
        table(
            ("項次", "工作項目", "主辦機關"),
            ("1", "設置岸電", "工務處"),
            (Struck("2"), Struck("汰換渡輪"), Struck("環保局")),
        ),
        (*task("設置岸電", lead="工務處"), *maybe(*task("汰換渡輪", lead="環保局"))),
    ),
    Excerpt(
        "tick-boxes",
        table(
            ("項次", "工作項目", "主辦機關"),
            ("1", "設置岸電", "☑工務處 □環保局 □觀光處"),
            ("2", "汰換渡輪", "■環保局□工務處"),
        ),
        (*task("設置岸電", lead="工務處"), *task("汰換渡輪", lead="環保局")),
    ),
    Excerpt(
        "alike-names-merged",
        table(
            ("項次", "工作項目", "主辦機關", "協辦機關"),
            ("1", "渡輪電動化", "交通處", ""),
            ("2", "港區植樹", "交通部航港局", "交通處"),
            ("3", "老屋節能", "文化局", "文化資產局"),
            ("4", "河川揚塵", "水利處", "水利署第四河川局"),
        ),
        (
            *task("渡輪電動化", lead="交通處"),
            *task("港區植樹", lead="交通部航港局", helped="交通處"),
            *task("老屋節能", lead="文化局", helped="文化資產局"),
            *task("河川揚塵", lead="水利處", helped="水利署第四河川局"),
        ),
    ),
    Excerpt(
        "two-heads-bare-roc-year",
        two_heads,
        (
            *task("步道整修", lead="工務處", helped="觀光處"),
            *task("植樹", lead="農業處", helped="工務處"),
            *measured("整修長度", "2025 target=3", "2026 target=5", by="步道整修"),
            *measured("植樹數", "2025 target=80", "2026 target=90", by="植樹"),
        ),
    ),
    Excerpt("sup", footnote_page, FOOTNOTE),
    Excerpt("sup", footnote_document, FOOTNOTE),
)
