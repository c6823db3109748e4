// purpose: A body's seats and for whom they are held, in the order of their source.
// parameters: id text
// kinds: Council, Subgroup
// columns: seat, name, name_en, seat_title, basis, seats, seats_max, post, holder, holder_from, holder_to, vacant, agency, agency_name, agency_name_en, origin, source, locator, quote
MATCH (b:Record {id: $id})
MATCH (b)<-[s:SITS_ON]-(m:Member)
OPTIONAL MATCH (m)-[p:REPRESENTS]->(a:Agency)
RETURN m.id AS seat, m.name AS name, m.name_en AS name_en, m.seat_title AS seat_title, m.basis AS basis, m.seats AS seats,
  m.seats_max AS seats_max, m.post AS post, m.holder AS holder, m.holder_from AS holder_from, m.holder_to AS holder_to,
  m.vacant AS vacant, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, m.origin AS origin,
  m.source AS source, m.locator AS locator, m.quote AS quote
ORDER BY coalesce(m.position, 0), seat, agency, s.key, p.key
