package dev.almanac.auth.account;

import java.util.Collection;
import java.util.List;

/// The roles of the platform, highest first.
public final class Roles {

    public static final String ADMIN = "admin";
    public static final String USER = "user";

    public static final List<String> RANKED = List.of(ADMIN, "auditor", "lab", "council_operator", USER, "viewer");

    private Roles() {}

    static String highest(Collection<String> roles) {
        return RANKED.stream().filter(roles::contains).findFirst().orElse("viewer");
    }
}
