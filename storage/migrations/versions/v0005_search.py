"""Full-text search: the words of every complaint, kept as each kind of database does it best."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE complaint_search USING fts5("
            "words, detail=none, columnsize=0, prefix='2 3 4', tokenize='ascii')"
        )
    else:
        op.execute(
            "CREATE TABLE complaint_search ("
            "complaint_id bigint CONSTRAINT pk_complaint_search PRIMARY KEY,"
            " words tsvector NOT NULL)"
        )
        # New words wait in a list until there are enough for the index to learn them together. A
        # short one is read quickly by every search, and nobody who writes has to clear up much.
        op.execute(
            "CREATE INDEX ix_complaint_search_words ON complaint_search"
            " USING gin (words) WITH (gin_pending_list_limit = 512)"
        )
    _index_what_exists(op.get_bind())


def _index_what_exists(conn: sa.Connection) -> None:
    """Done by the code of this release: what is kept here can be made anew at any time.

    Who changes how it is made indexes everything again in a migration of their own.
    """
    from storage.search import reindex

    reindex(conn)


def downgrade() -> None:
    op.execute("DROP TABLE complaint_search")
