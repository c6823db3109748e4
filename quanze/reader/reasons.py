"""Why a row is to be checked, and why text is on the list of what is unread, in both languages."""

from __future__ import annotations

from quanze.reader.account import REASONS

CHECKS = {
    "name": ("名稱沒有機關字尾，僅由位置推定為機關", "only its place says that the name is a body"),
    "role": ("角色未明載，由排列推定", "the role is inferred from the layout"),
    "part": ("同一子句另有未判讀之處", "another part of its clause is unread"),
    "body": ("可能是設有席次的會或小組", "it may be a body with seats and no agency"),
    "comma": ("逗號所分，可能另屬一類", "after a comma, which may part two lists"),
    "year": ("年度取自期程", "the year is taken from the period"),
    "kind": ("欄名未載明為目標或實績", "the head does not say target or result"),
    "sentence": ("取自句中數字", "a figure in a sentence"),
    "hidden": ("位於隱藏的列", "the row is hidden"),
    "rule": ("由規則推定", "inferred by the rule"),
}
"""Of rows marked check."""
UNREAD = {
    "table": ("表格欄名無法辨識", "the heads of this table are not understood"),
    "column": ("欄名無法辨識", "the head of this column is not understood"),
    "mark": ("記號無圖例", "the mark has no legend"),
    "leadless": ("未說明何者主辦", "does not say who leads"),
    "struck": ("已劃除", "struck through"),
    "error": ("儲存格為錯誤值", "an error cell"),
    "goal": ("僅有 SDG 目標，無細項目標", "an SDG goal without a target"),
    "": ("有權責字詞而未判讀", "words of responsibility, not read"),
}
"""Of entries on the list of what is unread."""


def check_reason(code: str, lang: str) -> str:
    """Why a row is to be checked."""
    return CHECKS.get(code, CHECKS["rule"])[lang == "en"] if code else ""


def unread_reason(code: str, lang: str) -> str:
    """Why a text is listed as unread."""
    return UNREAD.get(code, UNREAD[""])[lang == "en"]


def beside_reason(code: str, lang: str) -> str:
    """Why a clause says nothing about responsibility; empty where there is no more to say."""
    pair = REASONS.get(code)
    return pair[lang == "en"] if pair else ""
