// purpose: These seats, and all others on their bodies and on those before and after them, with title, post and term.
// parameters: ids list
// columns: id, valid_from, valid_to, body, seat_title, post, seats, holder_from, holder_to
UNWIND $ids AS id
MATCH (n:Member {id: id})
RETURN n.id AS id, n.valid_from AS valid_from, n.valid_to AS valid_to, '' AS body, n.seat_title AS seat_title,
  n.post AS post, n.seats AS seats, n.holder_from AS holder_from, n.holder_to AS holder_to
ORDER BY id
UNION ALL
UNWIND $ids AS id
MATCH (m:Member {id: id})
MATCH (m)-[:SITS_ON]->(b:Council|Subgroup)
MATCH (b)-[:SUCCEEDS*0..8]-(c:Council|Subgroup)
WITH DISTINCT c
MATCH (c)<-[:SITS_ON]-(n:Member)
RETURN n.id AS id, n.valid_from AS valid_from, n.valid_to AS valid_to, c.id AS body, n.seat_title AS seat_title,
  n.post AS post, n.seats AS seats, n.holder_from AS holder_from, n.holder_to AS holder_to
ORDER BY id, body
