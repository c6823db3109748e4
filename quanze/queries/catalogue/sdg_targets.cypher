// purpose: Every SDG goal with its targets.
// columns: goal, goal_code, goal_name, goal_name_en, target, code, name, name_en
MATCH (g:SDGGoal)
OPTIONAL MATCH (t:SDGTarget)-[:PART_OF]->(g)
RETURN g.id AS goal, g.code AS goal_code, g.name AS goal_name, g.name_en AS goal_name_en, t.id AS target, t.code AS code,
  t.name AS name, t.name_en AS name_en
ORDER BY goal, target
