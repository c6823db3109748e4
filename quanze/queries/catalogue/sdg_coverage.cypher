// purpose: How many tasks and indicators (global ones left out) align to each SDG target; nothing is counted twice, stated and editorial apart.
// purpose_zh: 各 SDG 細項目標有多少任務與指標（全球指標除外）對應；不重複計算，來源所述與編者判讀分計。
// columns: goal, goal_code, goal_name, goal_name_en, target, target_code, target_name, target_name_en, tasks, indicators, stated, editorial
MATCH (t:SDGTarget)-[:PART_OF]->(g:SDGGoal)
OPTIONAL MATCH (k:Task)-[rk:ALIGNS_TO]->(t)
WITH g, t, count(DISTINCT k) AS tasks, count(DISTINCT CASE WHEN rk.origin <> 'editorial' THEN k END) AS stated_tasks
OPTIONAL MATCH (i:Indicator)-[ri:ALIGNS_TO]->(t)
WHERE i.level IS NULL OR i.level <> 'global'
WITH g, t, tasks, stated_tasks, count(DISTINCT i) AS indicators,
  count(DISTINCT CASE WHEN ri.origin <> 'editorial' THEN i END) AS stated_indicators
RETURN g.id AS goal, g.code AS goal_code, g.name AS goal_name, g.name_en AS goal_name_en, t.id AS target, t.code AS target_code,
  t.name AS target_name, t.name_en AS target_name_en, tasks, indicators,
  stated_tasks + stated_indicators AS stated, tasks + indicators - stated_tasks - stated_indicators AS editorial
ORDER BY goal, target
