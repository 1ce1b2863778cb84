"""How a ledger of an older version becomes one of this; Alembic runs it when a ledger is opened."""
