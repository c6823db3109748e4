// purpose: How many different tasks and indicators (global ones left out) align to each SDG goal through its targets; stated and editorial apart, and what a source states for one target of the goal is stated.
// purpose_zh: 各 SDG 目標經由其細項目標有多少不同的任務與指標（全球指標除外）對應；來源所述與編者判讀分計，對任一細項目標有來源所述者計為來源所述。
// columns: goal, code, name, name_en, tasks, indicators, stated, editorial
MATCH (g:SDGGoal)
OPTIONAL MATCH (g)<-[:PART_OF]-(t:SDGTarget)<-[rk:ALIGNS_TO]-(k:Task)
WITH g, count(DISTINCT k) AS tasks, count(DISTINCT CASE WHEN rk.origin <> 'editorial' THEN k END) AS stated_tasks
OPTIONAL MATCH (g)<-[:PART_OF]-(u:SDGTarget)<-[ri:ALIGNS_TO]-(i:Indicator)
WHERE i.level IS NULL OR i.level <> 'global'
WITH g, tasks, stated_tasks, count(DISTINCT i) AS indicators,
  count(DISTINCT CASE WHEN ri.origin <> 'editorial' THEN i END) AS stated_indicators
RETURN g.id AS goal, g.code AS code, g.name AS name, g.name_en AS name_en, tasks, indicators,
  stated_tasks + stated_indicators AS stated, tasks + indicators - stated_tasks - stated_indicators AS editorial
ORDER BY goal
