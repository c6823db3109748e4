// purpose: Tasks led or supported only by a class of agencies, so that no particular agency answers.
// purpose_zh: 僅由一類機關承擔、無特定機關負責的任務。
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote
MATCH (n:Task)
WHERE EXISTS { MATCH (n)<-[:CONVENES|CO_ORGANIZES]-(a:Agency) WHERE a.kind = 'class' }
  AND NOT EXISTS { MATCH (n)<-[:CONVENES|CO_ORGANIZES]-(b:Agency) WHERE b.kind <> 'class' }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote
ORDER BY id
