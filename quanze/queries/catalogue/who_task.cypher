// purpose: Every agency that touches the tasks: by a role on them, on the parent task, on the body that undertakes them, or by a seat on a body that reviews them.
// purpose_zh: 與任務有關的每個機關：直接角色、上層任務、負責之小組，或審議組織之席位。
// parameters: ids list
// columns: item, agency, agency_name, agency_name_en, agency_kind, things, steps, path_key
UNWIND $ids AS id
MATCH (x:Task {id: id})
MATCH p = (x)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:Task {id: id})
MATCH p = (x)-[:PART_OF]->(:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:Task {id: id})
MATCH p = (x)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:Task {id: id})
MATCH p = (x)-[:PART_OF]->(:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:Task {id: id})
MATCH p = (x)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:SITS_ON]-(:Member)-[:REPRESENTS]->(a:Agency)
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
MATCH (x:Task {id: id})
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
MATCH (x:Task {id: id})
MATCH p = (x)<-[:CONVENES]-(:Member)-[:REPRESENTS]->(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
