// purpose: Local indicators that nobody leads, neither directly nor through a task, its parent or the body that undertakes it.
// purpose_zh: 沒有任何機關主導（直接、經由任務、上層任務或負責組織皆無）的地方指標。
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote
MATCH (n:Indicator)
WHERE (n.level IS NULL OR n.level <> 'global') AND NOT EXISTS { MATCH (n)<-[:CONVENES]-(a) }
  AND NOT EXISTS { MATCH (n)<-[:MEASURED_BY]-(t:Task)<-[:CONVENES]-(b) }
  AND NOT EXISTS { MATCH (n)<-[:MEASURED_BY]-(t:Task)<-[:UNDERTAKES]-(s)<-[:CONVENES]-(c) }
  AND NOT EXISTS { MATCH (n)<-[:MEASURED_BY]-(t:Task)-[:PART_OF]->(p:Task)<-[:CONVENES]-(d) }
  AND NOT EXISTS { MATCH (n)<-[:MEASURED_BY]-(t:Task)-[:PART_OF]->(p:Task)<-[:UNDERTAKES]-(s)<-[:CONVENES]-(c) }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote
ORDER BY id
