// purpose: Tasks without a deadline or an end of their period; no standing duties, and no tasks that have parts, whose end is that of the parts.
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote, valid_from, valid_to
MATCH (n:Task)
WHERE n.due IS NULL AND n.valid_to IS NULL AND coalesce(n.kind, '') <> 'duty'
  AND NOT EXISTS { MATCH (part:Task)-[:PART_OF]->(n) }
  AND NOT EXISTS { MATCH (n)-[:PART_OF*1..20]->(above:Task) WHERE above.due IS NOT NULL OR above.valid_to IS NOT NULL }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to
ORDER BY id
