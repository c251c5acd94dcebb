"""The app of meetings, decisions and actions of hubs."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "capacities.hub.meetings"
    label = "hub_meetings"

    def ready(self) -> None:
        """Show coming meetings on the hub's first page, note mails that came back, tell people what is held of them."""
        from django.db.models.signals import pre_delete

        from capacities.core.outbox.services import mail_bounced
        from capacities.core.people.exports import add_part
        from capacities.hub.meetings.personal import erase_person, note_bounced, personal_part
        from capacities.hub.meetings.views.meetings import overview_section
        from capacities.hub.structure.sections import OVERVIEW

        OVERVIEW.append(overview_section)
        mail_bounced.connect(note_bounced, dispatch_uid="hub_meetings")
        add_part("meetings", personal_part)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_meetings")
