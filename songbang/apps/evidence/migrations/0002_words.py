"""The words by which evidence is found: full text by pairs of characters, in the database's own engine."""

from django.db import migrations

CREATE = {
    "sqlite": ["CREATE VIRTUAL TABLE evidence_words USING fts5(words, tokenize='unicode61')"],
    "postgresql": [
        "CREATE TABLE evidence_words (id bigint PRIMARY KEY, words text[] NOT NULL)",
        "CREATE INDEX evidence_words_by_word ON evidence_words USING gin (words)",
    ],
}


def create(apps, editor):
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps, editor):
    editor.execute("DROP TABLE evidence_words")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
