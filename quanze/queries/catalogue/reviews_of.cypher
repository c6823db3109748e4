// purpose: What a body or an agency reviews.
// purpose_zh: 一個組織或機關審議哪些項目。
// parameters: id text
// kinds: Council, Subgroup, Agency
// columns: item, name, name_en, kind, wording, origin, source, locator, quote, valid_from, valid_to
MATCH (b:Record {id: $id})
MATCH (b)-[r:REVIEWS]->(x)
RETURN x.id AS item, x.name AS name, x.name_en AS name_en, labels(x)[0] AS kind, r.wording AS wording, r.origin AS origin,
  r.source AS source, r.locator AS locator, r.quote AS quote, r.valid_from AS valid_from, r.valid_to AS valid_to
ORDER BY kind, item, r.key
