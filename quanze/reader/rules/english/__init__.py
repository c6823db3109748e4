"""Rules for English sentences: lists, clauses, and the roles, seats and bodies they state."""
