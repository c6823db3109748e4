// purpose: Every record that some data sets state, with its dates.
// parameters: datasets list
// kinds: all
// columns: id, kind, valid_from, valid_to
MATCH (n:Record)
WHERE n.dataset IN $datasets
RETURN n.id AS id, labels(n)[0] AS kind, n.valid_from AS valid_from, n.valid_to AS valid_to
ORDER BY id
