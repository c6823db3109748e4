// purpose: How many things each agency leads, co-organizes and reviews, and how many tasks reach it through a body.
// purpose_zh: 各機關主導、協辦與審議的項數，以及經由小組承擔的任務數。
// columns: agency, name, name_en, kind, convenes, co_organizes, reviews, tasks, dataset
MATCH (a:Agency)
RETURN a.id AS agency, a.name AS name, a.name_en AS name_en, a.kind AS kind,
  COUNT { MATCH (a)-[:CONVENES]->(x) } AS convenes,
  COUNT { MATCH (a)-[:CO_ORGANIZES]->(x) } AS co_organizes,
  COUNT { MATCH (a)-[:REVIEWS]->(x) } AS reviews,
  COUNT { MATCH (a)-[:CONVENES|CO_ORGANIZES]->(b:Council|Subgroup)-[:UNDERTAKES]->(t:Task) } AS tasks,
  a.dataset AS dataset
ORDER BY agency
