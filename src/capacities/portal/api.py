"""The interface for programs, version 1: the routers of the apps under one address."""

from __future__ import annotations

from ninja import NinjaAPI

from capacities import __version__
from capacities.capacity.map.api import router as capacity_map
from capacities.capacity.questionnaires.api import router as questionnaires
from capacities.city.api import router as plans
from capacities.core.organisations.api import router as organisations
from capacities.core.places.api import router as places
from capacities.hub.instruments.api import router as instruments
from capacities.hub.needs.api import router as portfolios
from capacities.hub.programmes.api import router as programmes
from capacities.hub.stakeholders.api import router as stakeholder_maps
from capacities.hub.structure.api import router as hubs

api = NinjaAPI(
    title="Capacities",
    version=__version__,
    description="Public facts and drafts. Answers are CC BY 4.0; every figure carries its source and tier.",
    docs_url=None,  # the pages that it would show load scripts from elsewhere, which our content policy forbids
    urls_namespace="api",
)
api.add_router("", places)
api.add_router("", plans)
api.add_router("", organisations)
api.add_router("", hubs)
api.add_router("", instruments)
api.add_router("", portfolios)
api.add_router("", programmes)
api.add_router("", questionnaires)
api.add_router("", capacity_map)
api.add_router("", stakeholder_maps)
