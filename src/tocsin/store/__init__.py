"""A workspace's folder and database: `Store` opens it, `Writer` adds to it, `View` reads it."""
