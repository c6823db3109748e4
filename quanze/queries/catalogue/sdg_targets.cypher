// purpose: Every SDG goal with its targets.
// columns: goal, goal_code, goal_name, goal_name_en, target, code, name, name_en, goal_from, goal_to, target_from, target_to, valid_from, valid_to
MATCH (g:SDGGoal)
OPTIONAL MATCH (t:SDGTarget)-[r:PART_OF]->(g)
RETURN g.id AS goal, g.code AS goal_code, g.name AS goal_name, g.name_en AS goal_name_en, t.id AS target, t.code AS code,
  t.name AS name, t.name_en AS name_en, g.valid_from AS goal_from, g.valid_to AS goal_to, t.valid_from AS target_from,
  t.valid_to AS target_to, r.valid_from AS valid_from, r.valid_to AS valid_to
ORDER BY goal, target, valid_from, valid_to
