"""Who leads and who helps with the subgroups, as chapter 3 of the plan says it."""

from __future__ import annotations

CONVENERS = {
    "清淨環境組": "環境保護局",
    "循環經濟組": "建設處",
    "綠色運輸組": "交通處",
    "調適防災組": "消防局",
    "淨零社區組": "社會處",
}
CO_ORGANIZERS = {
    "民政處",
    "教育處",
    "工務處",
    "都市發展處",
    "觀光新聞處",
    "行政處",
    "地政處",
    "智慧科技處",
    "東區公所",
    "西區公所",
    "警察局",
    "衛生局",
    "文化局",
}
