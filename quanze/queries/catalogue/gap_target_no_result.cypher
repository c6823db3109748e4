// purpose: Annual targets of past years without a result, in the same record or in another of that year.
// parameters: year integer
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote, valid_from, valid_to, indicator, year, target
MATCH (i:Indicator)-[h:HAS_TARGET]->(n:AnnualTarget)
WHERE h.key IS NOT NULL AND n.result IS NULL AND n.year < $year
  AND NOT EXISTS { MATCH (i)-[:HAS_TARGET]->(o:AnnualTarget) WHERE o.year = n.year AND o.result IS NOT NULL }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to, i.id AS indicator, n.year AS year, n.target AS target
ORDER BY id, indicator
