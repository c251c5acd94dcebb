"""Stored scores, and triggers by which the database notes that those of an assessment have to be computed again.

Statement triggers see every way to change a row: save, update of many rows, rows made in bulk, SQL by hand. Each
note takes a new number, so that a count of rows and the sum of their numbers tell any two states apart.
"""

import django.db.models.deletion
from django.db import migrations, models

NEXT = "nextval('capacity_map_change')"
FUNCTIONS = f"""
CREATE SEQUENCE capacity_map_change;
CREATE FUNCTION capacity_map_begin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO capacity_map_scores (assessment_id, change) SELECT id, {NEXT} FROM changed;
  RETURN NULL; END $$;
CREATE FUNCTION capacity_map_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE capacity_map_scores SET change = {NEXT} WHERE assessment_id IN (SELECT id FROM changed);
  RETURN NULL; END $$;
CREATE FUNCTION capacity_map_note_part() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE capacity_map_scores SET change = {NEXT} WHERE assessment_id IN (SELECT assessment_id FROM changed);
  RETURN NULL; END $$;
CREATE FUNCTION capacity_map_note_round() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE capacity_map_scores SET change = {NEXT} WHERE assessment_id IN (
    SELECT a.id FROM capacity_rounds_assessment a JOIN changed c ON c.id = a.round_id
    JOIN before b ON b.id = c.id WHERE b.version_id <> c.version_id);
  RETURN NULL; END $$;
CREATE FUNCTION capacity_map_note_question() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE capacity_map_scores SET change = {NEXT} WHERE assessment_id IN (
    SELECT a.id FROM capacity_rounds_assessment a JOIN capacity_rounds_round r ON r.id = a.round_id
    WHERE r.version_id IN (SELECT s.version_id FROM capacity_questionnaires_section s
                           WHERE s.id IN (SELECT section_id FROM changed)));
  RETURN NULL; END $$;
INSERT INTO capacity_map_scores (assessment_id, change) SELECT id, {NEXT} FROM capacity_rounds_assessment;
"""
PARTS = ("capacity_rounds_answer", "capacity_rounds_statement")
WATCHED = [
    ("capacity_rounds_assessment", "INSERT", "capacity_map_begin"),
    ("capacity_rounds_assessment", "UPDATE", "capacity_map_note"),
    ("capacity_rounds_round", "UPDATE", "capacity_map_note_round"),
    *((table, event, "capacity_map_note_part") for table in PARTS for event in ("INSERT", "UPDATE", "DELETE")),
    *(("capacity_questionnaires_question", event, "capacity_map_note_question") for event in
      ("INSERT", "UPDATE", "DELETE")),
]  # fmt: skip
ROWS = {
    "INSERT": "NEW TABLE AS changed",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS changed",
}


def _trigger(table: str, event: str, function: str) -> migrations.RunSQL:
    name = f"{function}_{event.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {ROWS[event]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();",
        f"DROP TRIGGER {name} ON {table};",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("capacity_questionnaires", "0001_initial"),
        ("capacity_rounds", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scores",
            fields=[
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="capacity_rounds.assessment",
                    ),
                ),
                ("change", models.BigIntegerField(editable=False)),
                ("computed", models.BigIntegerField(db_default=0, editable=False)),
                ("recipe", models.CharField(db_default="", editable=False, max_length=12)),
                ("by_topic", models.JSONField(db_default={}, editable=False)),
                ("computed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "scores of a self-assessment",
                "verbose_name_plural": "scores of self-assessments",
            },
        ),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION capacity_map_begin(); DROP FUNCTION capacity_map_note(); "
            "DROP FUNCTION capacity_map_note_part(); DROP FUNCTION capacity_map_note_round(); "
            "DROP FUNCTION capacity_map_note_question(); DROP SEQUENCE capacity_map_change;",
        ),
        *(_trigger(*watched) for watched in WATCHED),
    ]
