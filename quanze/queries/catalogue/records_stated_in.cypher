// purpose: Every record that a document states, with the clause.
// parameters: document text
// kinds: all
// columns: id, kind, name, name_en, dataset, origin, source, locator, quote, note, valid_from, valid_to
MATCH (n:Record)
WHERE n.source = $document
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.dataset AS dataset, n.origin AS origin,
  n.source AS source, n.locator AS locator, n.quote AS quote, n.note AS note, n.valid_from AS valid_from, n.valid_to AS valid_to
ORDER BY locator, kind, id
