// purpose: Records whose names contain the folded key.
// parameters: key text
// kinds: all
// columns: id, kind, name, name_en, aliases, search_key, dataset, origin
MATCH (n:Record)
WHERE n.search_key CONTAINS $key
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.aliases AS aliases, n.search_key AS search_key,
  n.dataset AS dataset, n.origin AS origin
ORDER BY id
