package dev.almanac.auth.admin;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.AccountService.Opening;
import dev.almanac.auth.account.NewAccount;
import dev.almanac.auth.account.Roles;
import dev.almanac.auth.hash.StoredHash;
import dev.almanac.kit.OneByOne;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Takes accounts of other platforms with their password hashes; the next sign-in of each stores a hash of ours. One
/// bad entry does not keep the others out.
@ApplicationScoped
class ImportService {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._-]{3,40}");

    private final AccountService accounts;

    ImportService(AccountService accounts) {
        this.accounts = accounts;
    }

    Uni<Import.Report> take(Import batch) {
        List<Import.Refusal> refused = new ArrayList<>();
        List<Import.Entry> entries = batch.accounts();
        return OneByOne.each(IntStream.range(0, entries.size()).boxed().toList(), index -> {
                    Import.Entry entry = entries.get(index);
                    return take(entry)
                            .invoke(refusal -> refusal.ifPresent(
                                    reason -> refused.add(new Import.Refusal(index, entry.email(), reason))));
                })
                .map(all -> new Import.Report(entries.size() - refused.size(), refused));
    }

    /// @return why not; empty when it is there now
    private Uni<Optional<String>> take(Import.Entry entry) {
        Optional<String> fault = fault(entry);
        if (fault.isPresent()) {
            return Uni.createFrom().item(fault);
        }
        Set<String> roles = entry.roles() == null ? Set.of(Roles.USER) : entry.roles();
        return accounts.open(new NewAccount(
                        entry.email(), entry.username(), entry.fullName(), entry.passwordHash(), roles, "import"))
                .chain(opening -> switch (opening) {
                    case Opening.Opened(var account) ->
                        Boolean.TRUE.equals(entry.emailVerified())
                                ? Panache.withTransaction(() -> accounts.confirmEmail(account.id(), account.email()))
                                        .replaceWith(Optional.<String>empty())
                                : Uni.createFrom().item(Optional.<String>empty());
                    case Opening.EmailTaken() ->
                        Uni.createFrom().item(Optional.of("This e-mail address has an account"));
                    case Opening.UsernameTaken() -> Uni.createFrom().item(Optional.of("This username is taken"));
                });
    }

    private static Optional<String> fault(Import.Entry entry) {
        if (entry.email() == null || !EMAIL.matcher(entry.email()).matches()) {
            return Optional.of("email is not an address");
        }
        if (entry.username() != null && !USERNAME.matcher(entry.username()).matches()) {
            return Optional.of("username must be 3 to 40 letters, digits, dots, underscores or dashes");
        }
        if (entry.roles() != null
                && (entry.roles().isEmpty()
                        || entry.roles().contains(Roles.ADMIN)
                        || !Roles.RANKED.containsAll(entry.roles()))) {
            return Optional.of("roles are known ones other than admin");
        }
        if (entry.passwordHash() == null
                || StoredHash.parse(entry.passwordHash()).isEmpty()) {
            return Optional.of("password_hash has an unknown form, or its cost is out of bounds");
        }
        return Optional.empty();
    }
}
