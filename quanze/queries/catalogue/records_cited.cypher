// purpose: All records of a kind with their citation.
// kinds: all
// columns: id, kind, name, name_en, dataset, origin, source, locator, quote, level
MATCH (n:Record)
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.dataset AS dataset, n.origin AS origin,
  n.source AS source, n.locator AS locator, n.quote AS quote, n.level AS level
ORDER BY id
