// purpose: The seats held for an agency, and the bodies they are on.
// purpose_zh: 機關所擁有的席位及其所在組織。
// parameters: id text
// columns: seat, seat_name, seat_title, seats, post, body, body_name, body_name_en, body_kind, origin, source, locator, quote
MATCH (a:Agency {id: $id})
MATCH (a)<-[p:REPRESENTS]-(m:Member)-[s:SITS_ON]->(b:Council|Subgroup)
RETURN m.id AS seat, m.name AS seat_name, m.seat_title AS seat_title, m.seats AS seats, m.post AS post, b.id AS body,
  b.name AS body_name, b.name_en AS body_name_en, labels(b)[0] AS body_kind, p.origin AS origin, p.source AS source,
  p.locator AS locator, p.quote AS quote
ORDER BY body, seat, s.key, p.key
