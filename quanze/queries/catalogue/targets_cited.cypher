// purpose: Annual targets of these ids, with their indicator, their figures and where they are stated.
// parameters: ids list
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote, valid_from, valid_to, indicator, year, target, result
UNWIND $ids AS id
MATCH (n:AnnualTarget {id: id})
MATCH (i:Indicator)-[:HAS_TARGET]->(n)
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to, i.id AS indicator, n.year AS year, n.target AS target, n.result AS result
ORDER BY id, indicator
