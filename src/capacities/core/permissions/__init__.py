"""Who may do what, as sentences, and why not. The only package that decides; pages and services ask it.

A predicate reads as a fact about a person and an object. A permission names the predicate that it needs, the
reason that a refused person reads, and whom they can ask. Objects say what they belong to by a ``scope_key`` or,
where they belong to several countries, by ``country_codes``.
"""

from capacities.core.permissions import (  # noqa: F401  they fill the registry
    capacity,
    city,
    hub,
    needs,
    network,
    people,
    programmes,
    training,
)
from capacities.core.permissions.decisions import (
    PERMISSIONS,
    Decision,
    Permission,
    Refused,
    RoleFor,
    define,
    may,
    require,
    require_visible,
)
from capacities.core.permissions.predicates import countries_of, scope_of

__all__ = [
    "PERMISSIONS",
    "Decision",
    "Permission",
    "Refused",
    "RoleFor",
    "countries_of",
    "define",
    "may",
    "require",
    "require_visible",
    "scope_of",
]
