// purpose: Every agency that touches the SDG targets through a task or a local indicator aligned to them.
// purpose_zh: 透過對應任務或地方指標而與 SDG 細項目標有關的每個機關。
// parameters: ids list
// columns: item, agency, agency_name, agency_name_en, agency_kind, things, steps, path_key
UNWIND $ids AS id
MATCH (x:SDGTarget {id: id})
MATCH p = (x)<-[:ALIGNS_TO]-(t:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:SDGTarget {id: id})
MATCH p = (x)<-[:ALIGNS_TO]-(t:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:SDGTarget {id: id})
MATCH p = (x)<-[:ALIGNS_TO]-(i:Indicator)<-[r:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
WHERE r.under IS NULL OR r.under = x.id
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
MATCH (x:SDGTarget {id: id})
MATCH p = (x)<-[:ALIGNS_TO]-(i:Indicator)<-[:MEASURED_BY]-(t:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:SDGTarget {id: id})
MATCH p = (x)<-[:ALIGNS_TO]-(i:Indicator)<-[:MEASURED_BY]-(t:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
