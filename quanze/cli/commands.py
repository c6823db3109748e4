"""The commands: the module that defines each, and one sentence in both languages.

Read by the help, so it imports nothing.
"""

from __future__ import annotations

COMMANDS = {
    "demo": (
        "data",
        "以隨附的嘉義市計畫示範：誰與一個指標有關。",
        "Show it on the bundled plan of Chiayi City: who touches an indicator.",
    ),
    "load": (
        "data",
        "載入一份或多份資料集（CSV 資料夾、.xlsx、.ods、.yaml、UN 指標表，或隨附者的名稱如 sdg）；全有或全無。",
        "Load data sets (CSV folder, .xlsx, .ods, .yaml, UN tier sheet, or a shipped one by name, as sdg); "
        "all or nothing.",
    ),
    "check": (
        "data",
        "檢查檔案而不寫入；列出所有問題與建議。",
        "Check files without writing; lists every finding with advice.",
    ),
    "template": (
        "data",
        "寫出空白活頁簿：下拉選單、說明與每表一列範例。",
        "Write an empty workbook with drop-downs, help and an example row per sheet.",
    ),
    "dump": (
        "data",
        "寫出已載入的資料集，可再載入：資料夾、.xlsx 或 .yaml。",
        "Write loaded data sets as tables that load again: a folder, .xlsx or .yaml.",
    ),
    "who": (
        "ask",
        "哪些機關與某指標、任務、小組、文件或 SDG 目標有關：角色、距離、路徑與每一步的出處。",
        "Which agencies touch an indicator, task, body, document or SDG target, with role, path and citations.",
    ),
    "agency": (
        "ask",
        "一個機關做什麼：主導、協辦、審議、席位，以及倚賴它的事項。",
        "What an agency does: what it leads, supports and reviews, its seats, and what rests on it.",
    ),
    "show": ("ask", "一筆紀錄的全部內容、連結與出處。", "Everything about one record: properties, links, citations."),
    "search": (
        "ask",
        "以名稱、別名、代碼、部分字詞或簡稱尋找。",
        "Find records by name, alias, code, part or abbreviation.",
    ),
    "list": (
        "ask",
        "列出一類的所有紀錄，如 quanze list 機關。",
        "List all records of a kind, as in: quanze list agencies.",
    ),
    "view": (
        "view",
        "畫成圖：network 權責全圖、dependencies 機關相依、reporting 提報流程、about 名稱 的鄰近關係；"
        "離線網頁、SVG 或 PNG。",
        "Draw a picture: network, dependencies, reporting, or about NAME; an offline page, SVG or PNG.",
    ),
    "deps": (
        "deps",
        "跨機關的相依：誰須與誰協調、瓶頸與唯一的橋樑、實際分群、單點依賴、自我審議；每項附依據。",
        "Who depends on whom: who must coordinate, bottlenecks, only bridges, groups in practice, "
        "single points of failure, self-review; each with its evidence.",
    ),
    "gaps": (
        "gaps",
        "計畫的缺口：無主辦、無指標、無審議、無實績、出缺、未達標；可作為檢查。",
        "What the plan leaves open: no lead, no indicator, no reviewer, no result, vacant seats, missed targets; "
        "also as a check.",
    ),
    "coverage": (
        "overview",
        "SDG 涵蓋情形：各目標或細項目標有多少任務與指標對應（不重複計算）。",
        "SDG coverage: how many tasks and indicators align to each goal or target, nothing counted twice.",
    ),
    "read": (
        "read",
        "判讀計畫文件（.docx .odt .pdf .html .txt .md .xlsx .ods），寫出待審閱的草稿活頁簿與判讀對照頁。",
        "Read a plan's documents (.docx .odt .pdf .html .txt .md .xlsx .ods) into a draft workbook for review.",
    ),
    "matrix": (
        "matrix",
        "權責矩陣：事項為列、機關為欄，格內為角色字母，每格附出處（.xlsx .html .md .csv .json，或印於終端機）。",
        "Responsibility matrix: items by agencies, role letters, a citation for each cell "
        "(.xlsx .html .md .csv .json, or printed).",
    ),
    "query": (
        "catalogue",
        "列出查詢目錄，或執行其一：quanze query who_indicator ids=識別碼。",
        "List the catalogue of queries, or run one: quanze query who_indicator ids=ID.",
    ),
    "cypher": (
        "catalogue",
        "執行唯讀的 Cypher；拒絕寫入。TEXT 為 - 時由標準輸入讀取。",
        "Run read-only Cypher; writes are refused. TEXT may be - for standard input.",
    ),
    "db": (
        "server",
        "資料庫：建立限制與索引、檢視狀態、清除。",
        "The database: create constraints and indexes, show their state, wipe.",
    ),
    "copy": (
        "server",
        "把一個資料庫的所有資料集複製到另一個（檔案或 neo4j:// 位址），完成後相等。",
        "Copy every data set of one database to another (file or neo4j:// address); equal afterwards.",
    ),
}
"""Command name → (module of ``quanze.cli``, sentence in Chinese, sentence in English), in the order of the help."""
