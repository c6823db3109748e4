// purpose: All records of a kind with their citation.
// kinds: all
// columns: id, kind, name, name_en, dataset, origin, source, locator, quote, valid_from, valid_to, level, position
MATCH (n:Record)
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.dataset AS dataset, n.origin AS origin,
  n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to, n.level AS level, n.position AS position
ORDER BY id
