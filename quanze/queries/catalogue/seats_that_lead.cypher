// purpose: Seats that lead something in their own right, and for which agencies they are held.
// columns: item, item_name, item_name_en, key, type, id, name, name_en, post, wording, origin, source, locator, quote, note, dataset, valid_from, valid_to, agency, holder_from, holder_to
MATCH (n:Member)-[r:CONVENES]->(t)
OPTIONAL MATCH (n)-[p:REPRESENTS]->(a:Agency)
RETURN t.id AS item, t.name AS item_name, t.name_en AS item_name_en, r.key AS key, type(r) AS type, n.id AS id, n.name AS name, n.name_en AS name_en, n.post AS post, r.wording AS wording, r.origin AS origin,
  r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note, r.dataset AS dataset, r.valid_from AS valid_from, r.valid_to AS valid_to,
  a.id AS agency, p.valid_from AS holder_from, p.valid_to AS holder_to
ORDER BY item, id, r.key, agency, p.key
