package dev.almanac.audit.verify;

import io.vertx.mutiny.sqlclient.Row;

/// A value beside a leaf, as it is stored.
record DisclosureRow(long seq, String name, String salt, String value) {

    static final String SELECT = "SELECT seq, name, salt, value FROM disclosure WHERE seq >= $1 AND seq < $2";

    static DisclosureRow of(Row row) {
        return new DisclosureRow(row.getLong(0), row.getString(1), row.getString(2), row.getString(3));
    }
}
