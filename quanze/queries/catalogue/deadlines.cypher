// purpose: Tasks with a deadline, and when it is.
// columns: id, due
MATCH (n:Task)
WHERE n.due IS NOT NULL
RETURN n.id AS id, n.due AS due
ORDER BY id
