"""The first tables: advices, statuses, retries, keys, and the audit log with what keeps it append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)
_REFUSED = "the audit log is append-only"
_POSTGRES = [
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
]
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
_THERE = "EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)"
_SQLITE = [
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit {_ABORT}",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit {_ABORT}",
    # REPLACE deletes without asking the trigger on delete: so a number that is there may not be inserted
    f"CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN {_THERE} {_ABORT}",
]


def upgrade() -> None:
    """Make everything."""
    op.create_table(
        "advices",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("series", sa.String(32), nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("edition", sa.String(63), nullable=False),
        sa.Column("knowledge_sha256", sa.String(64), nullable=False),
        sa.Column("software", sa.String(63), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_advices"),
    )
    op.create_index("ix_tenant_created_id", "advices", ["tenant", "created", "id"])
    op.create_index("ix_tenant_reference_created", "advices", ["tenant", "reference", "created"])
    op.create_index("ix_tenant_series_created", "advices", ["tenant", "series", "created"])
    op.create_table(
        "statuses",
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("series", sa.String(32), nullable=False),
        sa.Column("recommendation", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("changed", _TIME, nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "series", "recommendation", name="pk_statuses"),
        sa.CheckConstraint("status IN ('open', 'accepted', 'postponed', 'rejected')", name=op.f("ck_statuses_status")),
    )
    op.create_table(
        "retries",
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("key_sha256", sa.String(64), nullable=False),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("advice", sa.String(32), nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key_sha256", name="pk_retries"),
        sa.ForeignKeyConstraint(["advice"], ["advices.id"], name="fk_retries_advice", ondelete="CASCADE"),
    )
    op.create_index("ix_advice", "retries", ["advice"])
    op.create_index("ix_created", "retries", ["created"])
    op.create_table(
        "keys",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("per_minute", sa.Integer),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("revoked", _TIME),
        sa.Column("last_used", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.CheckConstraint("scope IN ('read', 'write', 'admin')", name=op.f("ck_keys_scope")),
        sa.CheckConstraint("per_minute > 0", name=op.f("ck_keys_per_minute")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_tenant_number", "audit", ["tenant", "number"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Take everything away."""
    for table in ("audit", "keys", "retries", "statuses", "advices"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_append_only()")
