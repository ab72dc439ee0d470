package dev.almanac.auth.testing;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Makes administrators behind the service's back, for tests that need one.
@ApplicationScoped
public class Admins {

    private final AgroalDataSource database;

    Admins(AgroalDataSource database) {
        this.database = database;
    }

    /// Somebody who is signed in with a role.
    public Guest with(String role) throws SQLException {
        Guest guest = Guest.registered();
        execute("UPDATE account SET roles = '{" + role + "}' WHERE id = '" + guest.id + "'");
        return guest.adopt(guest.login(Guest.PASSWORD), 200);
    }

    public Connection connection() throws SQLException {
        return database.getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
