"""All tables together, for migrations and for tests that compare or empty them."""

from __future__ import annotations

from storage import audit_tables, office_tables
from storage.tables import metadata

__all__ = ["audit_tables", "metadata", "office_tables"]
