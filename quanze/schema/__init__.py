"""The truth: kinds, relationships, properties, roles and words. Knows no engine and no file format."""

from quanze.schema.declare import Choice, Kind, Property, Relationship
from quanze.schema.kinds import DATASET, KINDS
from quanze.schema.properties import ORIGINS, STATED
from quanze.schema.relationships import ACYCLIC, RELATIONSHIPS, ROLES
from quanze.schema.tables import DATASET_TABLE, TABLES, Table, relationship_properties, stored_properties

VERSION = 1
"""Version of the stored form; a database written with another one is rebuilt or refused."""

ORIGIN = {o.code: o for o in ORIGINS}
KIND = {k.label: k for k in (*KINDS, DATASET)}
RELATIONSHIP = {r.type: r for r in RELATIONSHIPS}

__all__ = [
    "ACYCLIC",
    "DATASET",
    "DATASET_TABLE",
    "KIND",
    "KINDS",
    "ORIGIN",
    "ORIGINS",
    "RELATIONSHIP",
    "RELATIONSHIPS",
    "ROLES",
    "STATED",
    "TABLES",
    "VERSION",
    "Choice",
    "Kind",
    "Property",
    "Relationship",
    "Table",
    "relationship_properties",
    "stored_properties",
]
