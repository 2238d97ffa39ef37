"""No table can come with a person's words in it that nobody brings together or erases."""

from sqlalchemy import String, Table, Text

from storage import person
from storage.tables import metadata

_NOT_A_PERSONS = {
    "agenda": "when what is due",
    "audit": "deeds of staff: ids, moments and hashes",
    "audit_head": "the last hash",
    "bindings": "which group is the room, which code links it",
    "counters": "how many of what",
    "entries": "the library's own",
    "entry_versions": "the library's own",
    "gap_decisions": "what editors decided about a gap, by its key",
    "gaps": "questions of many, with names and numbers masked",
    "golden": "the library's own, with names and numbers masked",
    "labels": "which entry was right",
    "paces": "what of Telegram's limits was used",
    "processes": "who works on the database",
    "remarks": "what staff said about an entry",
    "reminders": "which entry somebody was reminded of",
    "rooms": "the staff rooms",
    "rule_versions": "the organisation's rules",
    "staff": "members of staff",
    "staff_notices": "what staff told each other",
    "strikes": "which clock struck",
}
"""Tables with text in them that holds nobody's words, and what it holds."""


def test_every_table_that_could_hold_words_of_a_person_is_known_to_who_exports_and_erases_them() -> None:
    worded = {
        table.name
        for table in metadata.sorted_tables
        if any(isinstance(column.type, String | Text) for column in table.columns)
    }
    known = {one.name for one in vars(person).values() if isinstance(one, Table)}
    assert worded - known - set(_NOT_A_PERSONS) == set(), "bring it together and erase it in storage/person.py"
    assert set(_NOT_A_PERSONS) - worded == set()
    assert set(_NOT_A_PERSONS) & known == set()
