// purpose: How many things each agency leads, co-organizes and reviews, and how many tasks reach it through a body.
// purpose_zh: 各機關主導、協辦與審議的項數，以及經由小組承擔的任務數。
// columns: agency, name, name_en, kind, convenes, co_organizes, reviews, tasks, dataset
MATCH (a:Agency)
OPTIONAL MATCH (a)-[:CONVENES]->(x)
WITH a, count(DISTINCT x) AS convenes
OPTIONAL MATCH (a)-[:CO_ORGANIZES]->(y)
WITH a, convenes, count(DISTINCT y) AS co_organizes
OPTIONAL MATCH (a)-[:REVIEWS]->(z)
WITH a, convenes, co_organizes, count(DISTINCT z) AS reviews
OPTIONAL MATCH (a)-[:CONVENES|CO_ORGANIZES]->(b:Council|Subgroup)-[:UNDERTAKES]->(t:Task)
RETURN a.id AS agency, a.name AS name, a.name_en AS name_en, a.kind AS kind, convenes, co_organizes, reviews,
  count(DISTINCT t) AS tasks, a.dataset AS dataset
ORDER BY agency
