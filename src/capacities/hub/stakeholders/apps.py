"""The app of the stakeholder map of hubs."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "capacities.hub.stakeholders"
    label = "hub_stakeholders"

    def ready(self) -> None:
        """Mark addresses whose mail came back, tell people what is held of them, show published maps, list what was
        removed."""
        from django.db.models.signals import pre_delete
        from django.utils.translation import gettext_lazy as _

        from capacities.core.outbox.services import mail_bounced
        from capacities.core.people.exports import add_part
        from capacities.hub.stakeholders import coming_back, todo
        from capacities.hub.stakeholders.models import Office, Relation, Stakeholder, StakeholderMap
        from capacities.hub.stakeholders.personal import erase_person, note_bounced, personal_part
        from capacities.hub.stakeholders.views.publication import overview_section
        from capacities.hub.structure.removed import Kind, join
        from capacities.hub.structure.sections import OVERVIEW
        from capacities.hub.structure.todo import WEEKLY

        mail_bounced.connect(note_bounced, dispatch_uid="hub_stakeholders")
        add_part("stakeholders", personal_part)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_stakeholders")
        OVERVIEW.append(overview_section)
        WEEKLY.append(todo.expiring_data)
        back = coming_back.back
        join(Kind("map", StakeholderMap, _("stakeholder map"), "hub", back=back, related=("hub",)))
        join(Kind("stakeholder", Stakeholder, _("stakeholder"), coming_back.stakeholders_of, back=back,
                  related=("map",), words=coming_back.words))  # fmt: skip
        join(Kind("office", Office, _("office at a stakeholder"), "stakeholder__map__hub", back=back,
                  related=("stakeholder__map",), words=coming_back.words))  # fmt: skip
        join(Kind("relation", Relation, _("relation"), "giver__map__hub", back=back,
                  related=("giver__map", "taker"), words=coming_back.words))  # fmt: skip
