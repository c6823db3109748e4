// purpose: Every agency that reviews the documents, itself or by a seat on a body that does.
// purpose_zh: 審議文件的每個機關：自行審議，或在審議組織占有席位。
// parameters: ids list
// columns: item, agency, agency_name, agency_name_en, agency_kind, things, steps, path_key
UNWIND $ids AS id
MATCH (x:Document {id: id})
MATCH p = (x)<-[:REVIEWS]-(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
UNION ALL
UNWIND $ids AS id
MATCH (x:Document {id: id})
MATCH p = (x)<-[:REVIEWS]-(:Council|Subgroup)<-[:SITS_ON]-(:Member)-[:REPRESENTS]->(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
UNION ALL
UNWIND $ids AS id
MATCH (x:Document {id: id})
MATCH p = (x)<-[:MANDATED_BY]-(:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
