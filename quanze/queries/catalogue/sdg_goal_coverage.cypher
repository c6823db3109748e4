// purpose: How many different tasks and local indicators align to each SDG goal through its targets.
// purpose_zh: 各 SDG 目標經由其細項目標有多少不同的任務與地方指標對應。
// columns: goal, code, name, name_en, tasks, indicators
MATCH (g:SDGGoal)
OPTIONAL MATCH (g)<-[:PART_OF]-(t:SDGTarget)<-[:ALIGNS_TO]-(k:Task)
WITH g, count(DISTINCT k) AS tasks
OPTIONAL MATCH (g)<-[:PART_OF]-(u:SDGTarget)<-[:ALIGNS_TO]-(i:Indicator)
WHERE i.level IS NULL OR i.level <> 'global'
RETURN g.id AS goal, g.code AS code, g.name AS name, g.name_en AS name_en, tasks, count(DISTINCT i) AS indicators
ORDER BY goal
