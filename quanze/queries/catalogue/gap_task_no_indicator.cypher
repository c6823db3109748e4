// purpose: Tasks that no indicator measures.
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote
MATCH (n:Task)
WHERE NOT EXISTS { MATCH (n)-[:MEASURED_BY]->(i:Indicator) }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote
ORDER BY id
