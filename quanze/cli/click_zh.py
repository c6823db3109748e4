"""Click's own sentences in Chinese: help headings and the wrong use of options.

Click asks gettext for them. A catalogue for gettext is a compiled file; these few stand here instead, keyed by click's own text, and one that
a newer click words differently is shown in English.
"""

from __future__ import annotations

import importlib

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
SENTENCES = {
    "Usage:": "用法：",
    "Options": "選項",
    "Commands": "指令",
    "Positional arguments": "引數",
    "Show this message and exit.": "顯示此說明。",
    "Show the version and exit.": "顯示版本。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s 版",
    "Error: {message}": "錯誤：{message}",
    "Try '{command} {option}' for help.": "說明請見「{command} {option}」。",
    "Aborted!": "已中止。",
    "default: {default}": "預設：{default}",
    "required": "必填",
    "Missing argument": "缺少引數",
    "Missing option": "缺少選項",
    "Missing command.": "缺少指令。",
    "Choose from:\n\t{choices}": "請擇一：\n\t{choices}",
    "No such option {name!r}.": "沒有選項 {name!r}。",
    "No such command {name!r}.": "沒有指令 {name!r}。",
    "Did you mean {possibility}?": "是否為 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否為 {possibilities}？）",
    "Got unexpected extra argument ({args})": "多了引數（{args}）",
    "Option {name!r} requires an argument.": "選項 {name!r} 後面須有值。",
    "Option {name!r} does not take a value.": "選項 {name!r} 不帶值。",
    "Invalid value: {message}": "值不正確：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不正確：{message}",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不是下列之一：{choices}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是可用的數字。",
    "{value} is not in the range {range}.": "{value} 不在範圍 {range} 內。",
    "{name} {filename!r} does not exist.": "找不到 {filename!r}。",
    "{name} {filename!r} is a file.": "{filename!r} 是檔案。",
    "{name} {filename!r} is a directory.": "{filename!r} 是資料夾。",
    "{name} {filename!r} is not readable.": "{filename!r} 不能讀取。",
    "{name} {filename!r} is not writable.": "{filename!r} 不能寫入。",
    "Could not open file {filename!r}: {message}": "無法開啟檔案 {filename!r}：{message}",
    "Error: invalid input": "錯誤：輸入不正確",
}


def _one(text: str) -> str:
    return SENTENCES.get(text, text)


def _some(one: str, several: str, count: int) -> str:
    """Chinese has no plural, but click's texts may differ in what they name."""
    return SENTENCES.get(one if count == 1 else several) or SENTENCES.get(one) or (one if count == 1 else several)


def speak_chinese() -> None:
    """Have click look its sentences up here."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for asked, answer in (("_", _one), ("ngettext", _some)):
            if hasattr(module, asked):
                setattr(module, asked, answer)
