// purpose: Annual targets whose result fell short of the target.
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote, valid_from, valid_to, year, target, result
MATCH (i:Indicator)-[:HAS_TARGET]->(n:AnnualTarget)
WHERE n.target IS NOT NULL AND n.result IS NOT NULL
  AND ((i.direction = 'up' AND n.result < n.target) OR (i.direction = 'down' AND n.result > n.target)
    OR (i.direction = 'hold' AND n.result <> n.target))
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to, n.year AS year, n.target AS target, n.result AS result
ORDER BY id
