package dev.almanac.auth.profile;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// What somebody changes of their own; null stays as it is.
///
/// @param email counts once it is confirmed by the link in the mail
public record ProfileChange(
        @Email @Size(min = 3, max = 254) String email,

        @Pattern(
                regexp = "[A-Za-z0-9._-]{3,40}",
                message = "must be 3 to 40 letters, digits, dots, underscores or dashes")
        String username,

        @JsonAlias("name") @Size(max = 200) String fullName) {}
