package dev.almanac.auth.admin;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;

/// Accounts of another platform.
public record Import(@NotEmpty @Size(max = 1_000) List<@NotNull @Valid Entry> accounts) {

    /// @param passwordHash as the other platform stored it: Argon2, bcrypt, PBKDF2 or scrypt
    /// @param emailVerified whether the other platform had confirmed the address
    public record Entry(
            String email,
            String username,
            @JsonAlias("name") String fullName,
            String passwordHash,
            Set<@NotNull String> roles,
            Boolean emailVerified) {

        /// Without the hash.
        @Override
        public String toString() {
            return "Entry";
        }
    }

    /// @param imported how many
    /// @param refused each with its reason; the others of the call are imported all the same
    public record Report(int imported, List<Refusal> refused) {}

    /// @param index place in the list, from 0
    public record Refusal(int index, String email, String reason) {}
}
