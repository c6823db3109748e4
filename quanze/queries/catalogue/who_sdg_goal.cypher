// purpose: Every agency that touches the SDG goals: in each way that it touches a task or an indicator (global ones too) aligned to one of their targets.
// purpose_zh: 與 SDG 目標有關的每個機關：凡與對應其細項目標之任務或指標（含全球指標）有關者，各種途徑皆列。
// parameters: ids list
// columns: item, agency, agency_name, agency_name_en, agency_kind, things, steps, path_key
UNWIND $ids AS id
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)-[:PART_OF]->(:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)-[:PART_OF]->(:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:SITS_ON]-(:Member)-[:REPRESENTS]->(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)<-[:REVIEWS]-(:Council|Subgroup)<-[:SITS_ON]-(:Member)-[:REPRESENTS]->(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(:SDGTarget)<-[:ALIGNS_TO]-(:Task)<-[:CONVENES]-(:Member)-[:REPRESENTS]->(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[r:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
WHERE r.under IS NULL OR r.under = g.id
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[:MEASURED_BY]-(:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[:MEASURED_BY]-(:Task)-[:PART_OF]->(:Task)<-[:CONVENES|CO_ORGANIZES|REVIEWS]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[:MEASURED_BY]-(:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[:MEASURED_BY]-(:Task)-[:PART_OF]->(:Task)<-[:UNDERTAKES]-(:Council|Subgroup)<-[:CONVENES|CO_ORGANIZES]-(a:Agency)
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[r:REVIEWS]-(:Council|Subgroup)<-[:SITS_ON]-(:Member)-[:REPRESENTS]->(a:Agency)
WHERE r.under IS NULL OR r.under = g.id
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[r:CONVENES]-(:Member)-[:REPRESENTS]->(a:Agency)
WHERE r.under IS NULL OR r.under = g.id
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
MATCH (x:SDGGoal {id: id})
MATCH p = (x)<-[:PART_OF]-(g:SDGTarget)<-[:ALIGNS_TO]-(:Indicator)<-[:MEASURED_BY]-(:Task)<-[:CONVENES]-(:Member)-[:REPRESENTS]->(a:Agency)
RETURN id AS item, a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, a.kind AS agency_kind,
  [n IN nodes(p) | {id: n.id, name: n.name, name_en: n.name_en, kind: labels(n)[0],
    valid_from: n.valid_from, valid_to: n.valid_to}] AS things,
  [s IN relationships(p) | {type: type(s), start: startNode(s).id, wording: s.wording, under: s.under,
    origin: s.origin, source: s.source, locator: s.locator, quote: s.quote,
    note: s.note, valid_from: s.valid_from, valid_to: s.valid_to}] AS steps,
  reduce(k = '', s IN relationships(p) | k + s.key) AS path_key
ORDER BY item, agency, path_key
