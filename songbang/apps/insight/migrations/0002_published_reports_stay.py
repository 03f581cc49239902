"""The database itself refuses to change or delete a published report and its files: triggers on SQLite and PostgreSQL."""

from django.db import migrations

_TOLD = "a published report never changes"
_PUBLISHED_FILE = "(SELECT state FROM insight_report WHERE id = {row}.report_id) = 'published'"


def _sqlite(act, table, when):
    return f"""CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} WHEN {when}
               BEGIN SELECT RAISE(ABORT, '{_TOLD}'); END"""


SQLITE = [
    _sqlite("UPDATE", "insight_report", "OLD.state = 'published'"),
    _sqlite("DELETE", "insight_report", "OLD.state = 'published'"),
    _sqlite("UPDATE", "insight_reportfile", _PUBLISHED_FILE.format(row="OLD")),
    _sqlite("DELETE", "insight_reportfile", _PUBLISHED_FILE.format(row="OLD")),
    _sqlite("INSERT", "insight_reportfile", _PUBLISHED_FILE.format(row="NEW")),
]
POSTGRESQL = [
    f"""CREATE FUNCTION insight_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_TOLD}'; END $$""",
    f"""CREATE FUNCTION insight_refuse_file() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE key bigint; BEGIN
        IF TG_OP = 'INSERT' THEN key := NEW.report_id; ELSE key := OLD.report_id; END IF;
        IF (SELECT state FROM insight_report WHERE id = key) = 'published' THEN RAISE EXCEPTION '{_TOLD}'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER insight_report_stays BEFORE UPDATE OR DELETE ON insight_report FOR EACH ROW
       WHEN (OLD.state = 'published') EXECUTE FUNCTION insight_refuse()""",
    """CREATE TRIGGER insight_reportfile_stays BEFORE INSERT OR UPDATE OR DELETE ON insight_reportfile FOR EACH ROW
       EXECUTE FUNCTION insight_refuse_file()""",
]
DROP = {
    "sqlite": [
        "DROP TRIGGER insight_report_no_update", "DROP TRIGGER insight_report_no_delete",
        "DROP TRIGGER insight_reportfile_no_update", "DROP TRIGGER insight_reportfile_no_delete",
        "DROP TRIGGER insight_reportfile_no_insert",
    ],
    "postgresql": [
        "DROP TRIGGER insight_report_stays ON insight_report",
        "DROP TRIGGER insight_reportfile_stays ON insight_reportfile",
        "DROP FUNCTION insight_refuse()", "DROP FUNCTION insight_refuse_file()",
    ],
}  # fmt: skip


def refuse(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def allow(apps, editor):
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
