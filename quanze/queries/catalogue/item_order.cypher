// purpose: The source's own number or code of each task, indicator and SDG target, by which lists are ordered.
// purpose_zh: 各任務、指標與 SDG 細項目標在來源中的項次或代碼，供清單排序。
// columns: id, number
MATCH (n:Task)
WHERE n.number IS NOT NULL
RETURN n.id AS id, n.number AS number
ORDER BY id
UNION ALL
MATCH (n:Indicator)
WHERE n.code IS NOT NULL
RETURN n.id AS id, n.code AS number
ORDER BY id
UNION ALL
MATCH (n:SDGTarget)
WHERE n.code IS NOT NULL
RETURN n.id AS id, n.code AS number
ORDER BY id
