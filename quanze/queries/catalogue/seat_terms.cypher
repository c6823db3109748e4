// purpose: Every seat with its bodies, title, post and term.
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote, valid_from, valid_to, body, seat_title, post, seats, holder_from, holder_to
MATCH (n:Member)
OPTIONAL MATCH (n)-[:SITS_ON]->(b:Council|Subgroup)
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin,
  n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to, b.id AS body,
  n.seat_title AS seat_title, n.post AS post, n.seats AS seats, n.holder_from AS holder_from, n.holder_to AS holder_to
ORDER BY id, body
