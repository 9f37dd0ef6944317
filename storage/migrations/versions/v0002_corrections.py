"""What officers corrected, as training data; and `cursors` goes, which nothing ever used."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", _ID, nullable=False),
        sa.Column("complaint", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("corrected", sa.Text, nullable=False),
        sa.Column("reviewed_at", _MOMENT),
        sa.Column("accepted", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_complaint", "corrections", ["complaint"])
    op.drop_table("cursors")


def downgrade() -> None:
    op.create_table(
        "cursors",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_cursors"),
    )
    op.drop_table("corrections")
