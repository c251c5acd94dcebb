"""The app of the hub's view of its cities."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    name = "capacities.hub.cities"
    label = "hub_cities"

    def ready(self) -> None:
        """Join Today and the weekly letter; tell people what they asked of the hub, and erase it with their account."""
        from django.db.models.signals import pre_delete

        from capacities.city.sections import TOWN
        from capacities.core.people.exports import add_part
        from capacities.core.people.sections import ACCOUNT
        from capacities.hub.cities import todo
        from capacities.hub.cities.assessments import matches_without_answer, own_country
        from capacities.hub.cities.openings import account_section, town_section
        from capacities.hub.cities.personal import asked_by, erase_person
        from capacities.hub.structure.todo import PARTS, WEEKLY

        TOWN.append(town_section)
        ACCOUNT.append(account_section)
        PARTS.extend(
            [todo.who_asks, todo.next_steps, todo.who_waits, todo.who_is_silent, todo.rising_needs, todo.deadlines]
        )
        WEEKLY.extend([todo.same_organisations, own_country, matches_without_answer])
        add_part("raised_hands", asked_by)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_cities")
        self.show_capacity()

    def show_capacity(self) -> None:
        """Show what the country needs and could share on the hub's first page."""
        from capacities.hub.cities.capacity import capacity_section
        from capacities.hub.structure.sections import OVERVIEW

        OVERVIEW.append(capacity_section)
