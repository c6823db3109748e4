// purpose: Earlier and later names of an agency, council or document, with the change and its date.
// parameters: id text
// kinds: Agency, Council, Document
// columns: id, name, name_en, predecessor, predecessor_name, predecessor_name_en, change, wording, valid_from, origin, source, locator, quote
MATCH (x:Record {id: $id})
MATCH (x)-[:SUCCEEDS*0..8]-(b:Record)
MATCH (b)-[r:SUCCEEDS]->(c:Record)
RETURN DISTINCT b.id AS id, b.name AS name, b.name_en AS name_en, c.id AS predecessor, c.name AS predecessor_name,
  c.name_en AS predecessor_name_en, r.change AS change, r.wording AS wording, r.valid_from AS valid_from, r.origin AS origin,
  r.source AS source, r.locator AS locator, r.quote AS quote
ORDER BY valid_from, id, predecessor, change, wording, origin, source, locator, quote
