"""The choice of a reader for a path: a CSV folder, a workbook, a YAML file."""

from __future__ import annotations

from pathlib import Path

from quanze.errors import FileError
from quanze.loaders.raw import Source
from quanze.schema.tables import table


def read_source(path: Path) -> Source:
    """Read whatever ``path`` is: a CSV folder, a workbook, a YAML file or a UN tier sheet.

    Raises FileError when it cannot be read at all.
    """
    try:
        exists = path.exists()
    except (OSError, ValueError):  # a name that no file can have
        exists = False
    if not exists:
        raise FileError(f"{path} does not exist.", "Check the path.", zh=(f"找不到 {path}。", "請檢查路徑。"))
    if path.is_dir():
        from quanze.loaders.csv_folder import read_folder

        return read_folder(path)
    try:
        with path.open("rb") as f:
            head = f.read(8)
    except OSError as e:
        raise FileError(
            f"{path} cannot be opened: {e.strerror}.",
            "Close it in other programs and check your rights.",
            zh=(f"{path} 無法開啟：{e.strerror}。", "請先在其他程式中關閉，並確認權限。"),
        ) from e
    if not head:
        raise FileError(
            f"{path} is empty.",
            "Save it again, or start from `quanze template`.",
            zh=(f"{path} 是空檔。", "請重新存檔，或由 quanze template 開始。"),
        )
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".ods", ".xls", ".xlsm"):
        from quanze.loaders.workbook import read_workbook

        return read_workbook(path)
    if suffix in (".yaml", ".yml", ".json"):
        from quanze.loaders.yaml_file import read_yaml

        return read_yaml(path)
    if suffix == ".csv" and table(path.stem):
        from quanze.loaders.csv_folder import read_csv_files

        return read_csv_files(path.parent, [path])
    raise FileError(
        f"{path} is of no known format ({suffix or 'no suffix'}).",
        "Give a folder of CSV, an .xlsx or .ods workbook, or a .yaml file; `quanze template` makes an empty one.",
        zh=(
            f"不認得 {path} 的格式（{suffix or '沒有副檔名'}）。",
            "請給 CSV 資料夾、.xlsx 或 .ods 活頁簿，或 .yaml 檔；quanze template 可產生空白活頁簿。",
        ),
    )
