"""Every table, in one place to be read beside the migrations that make them.

Conditions of partial indexes are literals and are repeated word for word in the queries meant to use them, for a
planner proves nothing about parameters.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from storage.columns import Counted, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

# --- people ------------------------------------------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("locale", String(8), nullable=False),
    Column("topic_chat", BigInteger),
    Column("topic_thread", BigInteger),
    UniqueConstraint("topic_chat", "topic_thread"),
)

staff = Table(
    "staff",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", String(8), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("on_duty_since", Moment),
)

bindings = Table(
    "bindings",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

# --- conversations -----------------------------------------------------------------------------------------------

conversations = Table(
    "conversations",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("customer", BigInteger, ForeignKey("people.chat_id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", BigInteger),
    Column("epoch", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("waiting_since", Moment),
    Column("queued_at", Moment),
    Column("owner_since", Moment),
    Column("due_at", Moment),
    Column("card_message", BigInteger),
    Column("facts", Text, nullable=False),
)
_c = conversations.c
OPEN = _c.state != literal_column("'CLOSED'")
WAITING = _c.state == literal_column("'QUEUED'")
SERVED = _c.state == literal_column("'ACTIVE'")
DUE = _c.due_at.is_not(None)
WAS_SERVED = _c.owner_since.is_not(None)

Index("one_open_conversation", _c.customer, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
Index("conversations_of", _c.customer, _c.id)
Index("the_queue", _c.level, _c.waiting_since, _c.customer, sqlite_where=WAITING, postgresql_where=WAITING)
Index("who_holds", _c.owner, sqlite_where=SERVED, postgresql_where=SERVED)
Index("the_agenda", _c.due_at, _c.id, sqlite_where=DUE, postgresql_where=DUE)
Index("lately_served", _c.owner_since, sqlite_where=WAS_SERVED, postgresql_where=WAS_SERVED)

events = Table(
    "events",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

strikes = Table(
    "strikes",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("clock", String(32), primary_key=True),
    Column("tier", SmallInteger, primary_key=True, autoincrement=False),
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("due", Moment, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

agenda = Table(
    "agenda",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("due_at", Moment, nullable=False),
)

# --- words -------------------------------------------------------------------------------------------------------

messages = Table(
    "messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("author", String(16), nullable=False),
    Column("agent", BigInteger),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", Text),
    Column("album", Text),
    Column("reply_to", BigInteger),
    Column("sent_at", Moment, nullable=False),
    Index("messages_of", "conversation_id", "sent_at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", Text),
    Column("replaced_at", Moment, nullable=False),
    Index("revisions_of", "chat_id", "message_id"),
)

copies = Table(
    "copies",
    metadata,
    Column("from_chat", BigInteger, primary_key=True, autoincrement=False),
    Column("from_message", BigInteger, primary_key=True, autoincrement=False),
    Column("to_chat", BigInteger, primary_key=True, autoincrement=False),
    Column("to_message", BigInteger, nullable=False),
    Index("originals_of", "to_chat", "to_message"),
    sqlite_with_rowid=False,
)

# --- letters -----------------------------------------------------------------------------------------------------

outbox = Table(
    "outbox",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("lane", String(96), nullable=False),
    Column("customer", BigInteger),
    Column("conversation_id", BigInteger),
    Column("type", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("key", String(64)),
    Column("guard", Integer),
    Column("origin", Text),
    Column("not_before", Moment),
    Column("posted_at", Moment),
    Column("status", String(8), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("maybe_sent", Boolean, nullable=False),
    Column("settled_at", Moment),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("text", Text),
    Column("error", Text),
)
_o = outbox.c
UNSENT = _o.settled_at.is_(None)
READY = _o.status == literal_column("'ready'")
BEHIND = _o.status == literal_column("'behind'")
SENDING = _o.status == literal_column("'sending'")
PUT_OFF = BEHIND & _o.not_before.is_not(None)
KEYED = UNSENT & _o.key.is_not(None)
IS_PROMPT = _o.type == literal_column("'FillIn'")

Index("letters_of_a_lane", _o.lane, _o.id, sqlite_where=UNSENT, postgresql_where=UNSENT)
Index("letters_ready", _o.priority, _o.id, sqlite_where=READY, postgresql_where=READY)
Index("letters_sending", _o.lane, sqlite_where=SENDING, postgresql_where=SENDING)
Index("letters_put_off", _o.not_before, sqlite_where=PUT_OFF, postgresql_where=PUT_OFF)
Index("letters_by_key", _o.key, sqlite_where=KEYED, postgresql_where=KEYED)
Index("prompts_sent", _o.message_id, _o.chat_id, sqlite_where=IS_PROMPT, postgresql_where=IS_PROMPT)

# --- the library -------------------------------------------------------------------------------------------------

entries = Table(
    "entries",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("published", Integer),
    Column("draft", Integer),
    Column("standing", String(16), nullable=False),
    Column("retired_at", Moment),
    Column("changed_at", Moment, nullable=False),
    Column("facts", Text, nullable=False),
    Column("report", Text),
    Column("asked_from", Text),
)
_e = entries.c
LIVE = _e.published.is_not(None) & _e.retired_at.is_(None)
DRAFTED = _e.draft.is_not(None)
RETIRED = _e.retired_at.is_not(None)

Index("drafted_entries", _e.changed_at, sqlite_where=DRAFTED, postgresql_where=DRAFTED)
Index("retired_entries", _e.retired_at, sqlite_where=RETIRED, postgresql_where=RETIRED)

entry_versions = Table(
    "entry_versions",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("author", BigInteger),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
)

remarks = Table(
    "remarks",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

golden = Table(
    "golden",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("question", Text, nullable=False),
    Column("entry_id", Text, index=True),
    Column("source", String(16), nullable=False),
    Column("added_by", BigInteger),
    Column("at", Moment, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("why", String(16), primary_key=True),
    Column("on_day", Date, primary_key=True),
    Column("at", Moment, nullable=False),
)

# --- what is learned ---------------------------------------------------------------------------------------------

labels = Table(
    "labels",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("entry_id", Text),
    Column("confidence", Float, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("exact", Boolean, nullable=False),
    Column("leans", Boolean, nullable=False),
    Column("source", String(24), nullable=False),
    Column("was_right", Boolean, nullable=False),
    Column("correct", Text),
)

gap_questions = Table(
    "gap_questions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("how", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("answer", Text),
)

gaps = Table(
    "gaps",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

gap_decisions = Table(
    "gap_decisions",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("decision", String(16), nullable=False),
    Column("entry_id", Text),
    Column("by", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
)

# --- updates -----------------------------------------------------------------------------------------------------

handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("tries", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("error", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("put_aside_at", Moment),
)
