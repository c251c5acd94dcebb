"""What is done with templates of self-assessments. Each function is one use case."""

from capacities.capacity.questionnaires.services.imports import import_document
from capacities.capacity.questionnaires.services.loading import load_templates
from capacities.capacity.questionnaires.services.questions import (
    add_question,
    change_question,
    move_question,
    remove_question,
    restore_question,
)
from capacities.capacity.questionnaires.services.sections import (
    add_section,
    change_section,
    move_section,
    remove_section,
    restore_section,
)
from capacities.capacity.questionnaires.services.templates import (
    change_template,
    copy_template,
    make_template,
    remove_template,
    restore_template,
)
from capacities.capacity.questionnaires.services.translations import save_translations
from capacities.capacity.questionnaires.services.versions import (
    discard_draft,
    publish,
    restore_draft,
    retire,
    start_draft,
)

__all__ = [
    "add_question",
    "add_section",
    "change_question",
    "change_section",
    "change_template",
    "copy_template",
    "discard_draft",
    "import_document",
    "load_templates",
    "make_template",
    "move_question",
    "move_section",
    "publish",
    "remove_question",
    "remove_section",
    "remove_template",
    "restore_draft",
    "restore_question",
    "restore_section",
    "restore_template",
    "retire",
    "save_translations",
    "start_draft",
]
