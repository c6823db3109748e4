// purpose: Local indicators that no agency touches, neither directly nor through a task.
// purpose_zh: 沒有任何機關負責（直接或經由任務）的地方指標。
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote
MATCH (n:Indicator)
WHERE (n.level IS NULL OR n.level <> 'global') AND NOT EXISTS { MATCH (n)<-[:CONVENES]-(a) }
  AND NOT EXISTS { MATCH (n)<-[:MEASURED_BY]-(t:Task)<-[:CONVENES]-(b) }
  AND NOT EXISTS { MATCH (n)<-[:MEASURED_BY]-(t:Task)<-[:UNDERTAKES]-(s)<-[:CONVENES]-(c) }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote
ORDER BY id
