"""The flat sheet: a whole plan in one table, a row for each task, as planners keep it.

Its heads are words that the plan reader knows, so that a sheet of another city's own is read by the same rules.
"""

from __future__ import annotations

from quanze.locale import message
from quanze.schema.declare import Property
from quanze.schema.kinds import INDICATOR as INDICATOR_KIND
from quanze.schema.kinds import TASK as TASK_KIND
from quanze.schema.tables import SideSheet

PLAN = SideSheet("行動計畫", "Plan")
AGENCIES = SideSheet("機關名單", "Own agencies")
OWN_PLAN = "-"
"""In the place of the data set of which a sheet is a later edition: it is of none, and a plan of its own."""
HELP_BEGINS = message(
    "This workbook holds a plan in one sheet: a row for each task, with who leads, who helps, and how it is measured."
)
"""How the help sheet of the template begins: a sheet of that name and another text may say something of the plan."""

GROUP = Property(
    "group", "text", "組別", "Group", "The group that the task belongs to; may stay empty.", "任務所屬的小組；可留白。"
)
TASK = Property(
    "task",
    "text",
    "任務",
    "Task",
    "What is to be done. For a second indicator of the same task, add a row and write the task again.",
    "要做的事。同一任務有第二個指標時，另起一列並重寫任務名稱。",
    required=True,
)
LEAD = Property(
    "lead", "text", "主辦機關", "Lead agency", "Who leads; several separated by 、.", "主辦者；數個以頓號隔開。"
)
PARTNERS = Property(
    "partners",
    "text",
    "協辦機關",
    "Partner agencies",
    "Who helps; several separated by 、.",
    "協辦者；數個以頓號隔開。",
)
INDICATOR = Property(
    "indicator",
    "text",
    "指標",
    "Indicator",
    "What the task is measured by, one in a row.",
    "衡量任務的指標，一列一個。",
)
DUE = TASK_KIND.property("due")
UNIT = INDICATOR_KIND.property("unit")
DIRECTION = INDICATOR_KIND.property("direction")
TARGET = Property("target", "number", "目標", "target", "The year's target, a number.", "該年度的目標值，只寫數字。")
RESULT = Property(
    "result",
    "number",
    "實績",
    "result",
    "The year's result, a number; empty until it is known.",
    "該年度的實績值，只寫數字；尚無實績則留白。",
)
SDG = Property(
    "sdg",
    "text",
    "SDG細項目標",
    "SDG targets",
    "Codes of SDG targets such as 13.2, or of goals such as 13; several separated by 、.",
    "SDG 細項目標代碼，如 13.2，或目標代碼，如 13；數個以頓號隔開。",
)
BEFORE_YEARS = (GROUP, TASK, LEAD, PARTNERS, DUE, INDICATOR, UNIT, DIRECTION)
"""The columns before those of the years; ``SDG`` follows the years."""
OF_YEAR = (TARGET, RESULT)
"""The two columns of each year."""

AGENCY_NAME = Property(
    "name", "text", "機關名稱", "Agency", "The full name of each of your agencies.", "本府各機關的全名。"
)
AGENCY_ALIASES = Property(
    "aliases",
    "text",
    "其他寫法",
    "Also written",
    "Short forms that the plan uses; several separated by 、.",
    "計畫中使用的簡稱；數個以頓號隔開。",
)
