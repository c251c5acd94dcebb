"""Stakeholder maps, the people on them, and what was imported or merged."""

from capacities.hub.stakeholders.models.changes import ColumnNames, Merging, NotTheSame, StakeholderImport
from capacities.hub.stakeholders.models.maps import Contact, Office, Relation, Stakeholder, StakeholderMap, Talk
from capacities.hub.stakeholders.models.people import ConsentRequest, ContactAddress, SuccessorRequest

__all__ = [
    "ColumnNames",
    "ConsentRequest",
    "Contact",
    "ContactAddress",
    "Merging",
    "NotTheSame",
    "Office",
    "Relation",
    "Stakeholder",
    "StakeholderImport",
    "StakeholderMap",
    "SuccessorRequest",
    "Talk",
]
