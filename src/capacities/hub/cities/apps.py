"""The app of the hub's view of its cities."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    name = "capacities.hub.cities"
    label = "hub_cities"

    def ready(self) -> None:
        """Join Today and the weekly letter; tell people what they asked of the hub when they ask for their data."""
        from capacities.core.people.exports import add_part
        from capacities.hub.cities import todo
        from capacities.hub.cities.models import RaisedHand
        from capacities.hub.structure.todo import PARTS, WEEKLY

        PARTS.extend(
            [todo.who_asks, todo.next_steps, todo.who_waits, todo.who_is_silent, todo.rising_needs, todo.deadlines]
        )
        WEEKLY.append(todo.same_organisations)
        fields = ("place__name", "text", "name", "email", "state", "asked_at", "answer")
        add_part("raised_hands", lambda person: list(RaisedHand.objects.filter(person=person).values(*fields)))
        self.show_capacity()

    def show_capacity(self) -> None:
        """Show what the country needs and could share on the hub's first page."""
        from capacities.hub.cities.capacity import capacity_section
        from capacities.hub.structure.sections import OVERVIEW

        OVERVIEW.append(capacity_section)
