-- sqlite-utils makes it behind the table, and not again where that was cut off in between: a full disk, a kill
CREATE UNIQUE INDEX IF NOT EXISTS idx__sqlite_migrations_migration_set_name ON _sqlite_migrations (migration_set, name);
