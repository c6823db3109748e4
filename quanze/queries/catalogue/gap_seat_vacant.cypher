// purpose: Seats that the source says are vacant, or whose holder's term has ended.
// parameters: today text
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote, valid_from, valid_to, vacant, holder_to
MATCH (n:Member)
WHERE n.vacant = true OR (n.holder_to IS NOT NULL AND n.holder_to < left($today, size(n.holder_to)))
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to, n.vacant AS vacant, n.holder_to AS holder_to
ORDER BY id
