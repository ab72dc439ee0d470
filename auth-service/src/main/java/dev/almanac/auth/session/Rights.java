package dev.almanac.auth.session;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.key.Bearer;
import dev.almanac.auth.team.Teams;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What an account may do at this moment, for a token. Joins the current session.
@ApplicationScoped
public class Rights {

    private static final Set<String> SECOND_FACTORS = Set.of("otp", "recovery", "passkey");

    private final Teams teams;
    private final Set<String> secondFactorRoles;

    Rights(Teams teams, SessionConfig config) {
        this.teams = teams;
        this.secondFactorRoles = config.secondFactorRoles().orElse(Set.of());
    }

    /// @param methods how the session's owner proved who they are; roles that need a second factor count only with one
    public Uni<Bearer> of(Account account, Set<String> methods) {
        return of(account, roles -> granted(roles, methods));
    }

    /// With all roles but those that `without` names, and those that need a second factor: for keys and helpers, which
    /// have none.
    public Uni<Bearer> without(Account account, Set<String> without) {
        return of(account, roles -> {
            Set<String> left = new HashSet<>(roles);
            left.removeAll(without);
            left.removeAll(secondFactorRoles);
            return left.isEmpty() ? Set.of("viewer") : left;
        });
    }

    /// Whether a role of the account is held back until a second factor is set up.
    public boolean isHeldBack(Account account, Set<String> methods) {
        return !granted(account.roles(), methods).containsAll(account.roles());
    }

    public static boolean isMultiFactor(Set<String> methods) {
        return methods.stream().anyMatch(SECOND_FACTORS::contains);
    }

    private Uni<Bearer> of(Account account, Function<Set<String>, Set<String>> roles) {
        return teams.of(account.id()).map(memberships -> {
            Map<UUID, String> byTeam = memberships.stream()
                    .collect(Collectors.toMap(
                            Teams.Membership::id, team -> team.role().word()));
            return new Bearer(account.id(), roles.apply(account.roles()), account.generation(), byTeam, account.plan());
        });
    }

    private Set<String> granted(Set<String> roles, Set<String> methods) {
        if (isMultiFactor(methods)) {
            return roles;
        }
        Set<String> left = new HashSet<>(roles);
        left.removeAll(secondFactorRoles);
        return left.isEmpty() ? Set.of("viewer") : left;
    }
}
