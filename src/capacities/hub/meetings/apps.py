"""The app of meetings, decisions and actions of hubs."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "capacities.hub.meetings"
    label = "hub_meetings"

    def ready(self) -> None:
        """Join the hub's first page, the letter, what was removed and what is held about people; note lost mails."""
        from django.db.models.signals import pre_delete
        from django.utils.translation import gettext_lazy as _

        from capacities.core.outbox.services import mail_bounced
        from capacities.core.people.exports import add_part
        from capacities.hub.meetings import todo
        from capacities.hub.meetings.members import put_back_with_seat, take_off_after_seat
        from capacities.hub.meetings.models import Action, AgendaItem, Decision, Meeting, Paper
        from capacities.hub.meetings.personal import erase_person, note_bounced, personal_part
        from capacities.hub.meetings.services import agenda
        from capacities.hub.meetings.views.meetings import overview_section
        from capacities.hub.structure.removed import Kind, join
        from capacities.hub.structure.sections import OVERVIEW
        from capacities.hub.structure.services import seat_ended, seat_resumed
        from capacities.hub.structure.todo import PARTS, WEEKLY

        OVERVIEW.append(overview_section)
        PARTS.extend([todo.own_tasks, todo.open_polls, todo.running_polls, todo.minutes_to_write, todo.open_decisions])
        WEEKLY.append(todo.next_meetings)
        join(Kind("meeting", Meeting, _("meeting"), "hub", related=("hub",)))
        join(
            Kind(
                "point",
                AgendaItem,
                _("point of an agenda"),
                "meeting__hub",
                back=agenda.item_back,
                clear=agenda.clear_item,
                related=("meeting",),
                words=lambda row: f"{row} ({row.meeting})",
            )
        )
        join(
            Kind(
                "paper",
                Paper,
                _("document"),
                "item__meeting__hub",
                back=agenda.paper_back,
                clear=agenda.clear_paper,
                related=("file", "item"),
                words=lambda row: f"{row} ({row.item})",
            )
        )
        join(Kind("decision", Decision, _("decision"), "hub", related=("hub",)))
        join(Kind("action", Action, _("task"), "hub", related=("hub",)))
        seat_ended.connect(take_off_after_seat, dispatch_uid="hub_meetings")
        seat_resumed.connect(put_back_with_seat, dispatch_uid="hub_meetings")
        mail_bounced.connect(note_bounced, dispatch_uid="hub_meetings")
        add_part("meetings", personal_part)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_meetings")
