"""The tables of a store: one definition for SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

REVISION = "0006"  # the latest migration, which results in these tables

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, also in SQLite, which drops time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A time with a zone, in UTC. Raises ValueError for one without."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


advices = Table(
    "advices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(63), nullable=False),
    Column("series", String(32), nullable=False),  # the id of the first advice for the same organisation
    Column("created", Moment, nullable=False),  # by the clock; nothing is ordered by it
    Column("position", BigInteger, nullable=False, server_default="0"),  # in the order of saving, per tenant
    Column("reference", Text),
    Column("edition", String(63), nullable=False),
    Column("knowledge_sha256", String(64), nullable=False),
    Column("software", String(63), nullable=False),
    Column("language", String(2), nullable=False),
    Column("profile", Text, nullable=False),  # canonical JSON, as text: a JSON column would change its numbers
    Column("body", LargeBinary, nullable=False),  # the bytes of the advice, compressed
    Column("body_sha256", String(64), nullable=False),  # of the bytes before that
    Index(None, "tenant", "position", "id"),
    Index(None, "tenant", "reference", "position"),
    Index(None, "tenant", "series", "position"),
)

statuses = Table(
    "statuses",  # every change; the last of a recommendation is its status
    metadata,
    Column("tenant", String(63), primary_key=True),
    Column("series", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the order of changing, per series
    Column("recommendation", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("note", Text),
    Column("owner", Text),
    Column("due", Date),
    Column("position", BigInteger, nullable=False),  # of the latest advice of the series at that moment
    Column("changed", Moment, nullable=False),
    Column("who", String(32), nullable=False),
    CheckConstraint("status IN ('open', 'accepted', 'postponed', 'rejected', 'done')", name="status"),
    Index(None, "tenant", "series", "recommendation", "number"),
)

retries = Table(
    "retries",
    metadata,
    Column("tenant", String(63), primary_key=True),
    Column("key_sha256", String(64), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("advice", ForeignKey("advices.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Moment, nullable=False, index=True),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("tenant", String(63), nullable=False),
    Column("name", Text, nullable=False),
    Column("scope", String(8), nullable=False),
    Column("secret_sha256", String(64), nullable=False),
    Column("per_minute", Integer),
    Column("created", Moment, nullable=False),
    Column("revoked", Moment),
    Column("last_used", Moment),
    CheckConstraint("scope IN ('submit', 'read', 'write', 'admin')", name="scope"),
    CheckConstraint("per_minute > 0", name="per_minute"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("key", ForeignKey("keys.id", ondelete="CASCADE"), nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index("ix_sessions_expires", "expires"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(63), nullable=False),
    Column("reference", Text),
    Column("profile", Text, nullable=False),  # what is agreed, as canonical JSON; once closed, with what was said
    Column("created", Moment, nullable=False),
    Column("closed", Moment),
    Index("ix_rounds_tenant_created", "tenant", "created", "id"),
    Index("ix_rounds_tenant_reference", "tenant", "reference"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("secret_sha256", String(64), primary_key=True),
    Column("tenant", String(63), nullable=False),
    Column("round", ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False),
    Column("group", Text, nullable=False),
    Column("revoked", Moment),
    Index("ix_invitations_round", "round"),
)

responses = Table(
    "responses",  # without a time, so that nothing tells who was when
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("tenant", String(63), nullable=False),
    Column("round", ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False),
    Column("invitation", ForeignKey("invitations.secret_sha256", ondelete="CASCADE"), nullable=False),
    Column("answers", Text),  # JSON; none any more once the round is closed
    Index("ix_responses_round", "round"),
    Index("ix_responses_invitation", "invitation"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("time", Moment, nullable=False),
    Column("tenant", String(63), nullable=False),
    Column("who", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(32), nullable=False),
    Column("hash", String(64), nullable=False),  # of this entry and the hash before it
    Index(None, "tenant", "number"),
)
