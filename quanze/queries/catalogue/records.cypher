// purpose: All records of a kind.
// kinds: all
// columns: id, kind, name, name_en, aliases, search_key, dataset, origin, valid_from, valid_to, position
MATCH (n:Record)
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.aliases AS aliases, n.search_key AS search_key,
  n.dataset AS dataset, n.origin AS origin, n.valid_from AS valid_from, n.valid_to AS valid_to, n.position AS position
ORDER BY id
