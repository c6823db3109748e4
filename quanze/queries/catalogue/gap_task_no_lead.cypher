// purpose: Tasks that no agency leads, neither directly nor through a body or parent task.
// purpose_zh: 沒有主辦機關的任務（直接、經由小組或上層任務皆無）。
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote
MATCH (n:Task)
WHERE NOT EXISTS { MATCH (n)<-[:CONVENES]-(a) }
  AND NOT EXISTS { MATCH (n)<-[:UNDERTAKES]-(b)<-[:CONVENES]-(c) }
  AND NOT EXISTS { MATCH (n)<-[:UNDERTAKES]-(b:Council) }
  AND NOT EXISTS { MATCH (n)-[:PART_OF]->(p:Task)<-[:CONVENES]-(d) }
  AND NOT EXISTS { MATCH (n)-[:PART_OF]->(p:Task)<-[:UNDERTAKES]-(b)<-[:CONVENES]-(c) }
  AND NOT EXISTS { MATCH (n)-[:PART_OF]->(p:Task)<-[:UNDERTAKES]-(b:Council) }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote
ORDER BY id
