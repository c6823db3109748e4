// purpose: Tasks without a deadline or an end of their period of their own.
// columns: id, name, name_en, kind, sort, dataset, origin, source, locator, quote, note, valid_from, valid_to
MATCH (n:Task)
WHERE n.due IS NULL AND n.valid_to IS NULL
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.kind AS sort, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote, n.note AS note, n.valid_from AS valid_from, n.valid_to AS valid_to
ORDER BY id
