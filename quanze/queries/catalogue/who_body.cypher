// purpose: Every agency with a role or a seat on the councils or subgroups.
// purpose_zh: 在推動會或小組擔任角色或占有席位的每個機關。
// parameters: ids list
// kinds: Council, Subgroup
// columns: item, agency, agency_name, agency_name_en, agency_kind, things, steps, path_key
UNWIND $ids AS id
MATCH (x:Record {id: id})
MATCH p = (x)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:Record {id: id})
MATCH p = (x)<-[:SITS_ON]-(:Member)-[:REPRESENTS]->(a:Agency)
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
MATCH (x:Record {id: id})
MATCH p = (x)<-[:CONVENES]-(:Member)-[:REPRESENTS]->(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
