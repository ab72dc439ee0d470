package dev.almanac.auth.team;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// What somebody may do in a team, most first.
public enum TeamRole {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER;

    /// As the API and the database write it.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static TeamRole of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A team role is owner, admin, member or viewer"));
    }

    /// Whether this role may invite, remove and rename.
    boolean administers() {
        return this == OWNER || this == ADMIN;
    }
}
