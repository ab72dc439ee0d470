package dev.almanac.auth.wallet;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.NewAccount;
import dev.almanac.auth.account.WayIn;
import dev.almanac.auth.account.WaysIn;
import dev.almanac.auth.ticket.Purpose;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.TokenConfig;
import dev.almanac.sui.SuiScheme;
import dev.almanac.sui.SuiVerdict;
import dev.almanac.sui.SuiVerifier;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/// Issues texts for wallets to sign and takes the signatures. A text is used up before its signature is looked at, so
/// of any number of racers one is heard, and a wrong signature uses it up too.
@ApplicationScoped
public class WalletService implements WayIn {

    private static final String SIGN_IN = "Sign in to Almanac. This moves no coins.";

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SuiVerifier verifier = new SuiVerifier();
    private final WalletRepository wallets;
    private final AccountService accounts;
    private final WaysIn waysIn;
    private final Tickets tickets;
    private final AuditOutbox audit;
    private final WalletConfig config;
    private final URI platform;

    WalletService(
            WalletRepository wallets,
            AccountService accounts,
            WaysIn waysIn,
            Tickets tickets,
            AuditOutbox audit,
            WalletConfig config,
            TokenConfig tokens) {
        this.wallets = wallets;
        this.accounts = accounts;
        this.waysIn = waysIn;
        this.tickets = tickets;
        this.audit = audit;
        this.config = config;
        this.platform = URI.create(tokens.issuer());
    }

    @Override
    public Uni<Long> count(UUID account) {
        return wallets.countOf(account);
    }

    public Uni<List<WalletView>> list(UUID account) {
        return Panache.withSession(() -> wallets.of(account))
                .map(found -> found.stream().map(WalletView::of).toList());
    }

    /// A text for signing in; the same whether the address is known or not.
    Uni<NonceView> forSignIn(String address) {
        return issue(address, SIGN_IN, Purpose.WALLET_SIGN_IN, null);
    }

    /// A text for linking a wallet to an account, which it names.
    Uni<NonceView> forLink(String address, Account account) {
        String statement = "Link this wallet to the Almanac account %s (%s). This moves no coins."
                .formatted(account.displayName().replaceAll("\\s+", " "), account.id());
        return issue(address, statement, Purpose.WALLET_LINK, account.id());
    }

    /// The account of a wallet that has signed; a first sign-in opens it.
    public Uni<Account> signIn(WalletProof proof) {
        return proven(proof, Purpose.WALLET_SIGN_IN, null)
                .chain(scheme -> Panache.withTransaction(() -> ownerOf(proof.address(), scheme))
                        .onFailure(ConstraintViolationException.class)
                        .recoverWithUni(() -> Panache.withTransaction(() -> ownerOf(proof.address(), scheme))));
    }

    /// Whether somebody has shown once more that a wallet of theirs is at hand.
    public Uni<Boolean> belongsTo(UUID account, WalletProof proof) {
        return proven(proof, Purpose.WALLET_SIGN_IN, null)
                .chain(scheme -> Panache.withSession(() -> wallets.findById(proof.address())))
                .map(wallet -> wallet != null && wallet.accountId.equals(account));
    }

    /// Links a wallet that has signed for this account.
    Uni<WalletView> link(UUID account, WalletProof proof) {
        return proven(proof, Purpose.WALLET_LINK, account)
                .chain(scheme -> Panache.withTransaction(() -> wallets.findById(proof.address())
                        .chain(known -> known == null
                                ? add(account, proof.address(), scheme)
                                : Uni.createFrom().item(known))))
                .onFailure(ConstraintViolationException.class)
                .transform(race -> WalletProblem.WALLET_TAKEN.because("It was linked a moment ago"))
                .invoke(wallet -> {
                    if (!wallet.accountId.equals(account)) {
                        throw WalletProblem.WALLET_TAKEN.because("Unlink it there first");
                    }
                })
                .map(WalletView::of);
    }

    Uni<Void> unlink(UUID account, String address) {
        return Panache.withTransaction(() -> wallets.findById(address)
                .invoke(found -> {
                    if (found == null || !found.accountId.equals(account)) {
                        throw CommonProblem.NOT_FOUND.because("No wallet " + address + " of yours");
                    }
                })
                .chain(() -> waysIn.requireAnother(account))
                .chain(() -> wallets.remove(account, address))
                .invoke(removed -> {
                    if (!removed) {
                        throw CommonProblem.NOT_FOUND.because("No wallet " + address + " of yours");
                    }
                })
                .chain(() -> record(account, "wallet.unlinked", address)));
    }

    /// Unlinks all of an account, for one that is set up anew. Joins the current transaction.
    public Uni<Void> clear(UUID account) {
        return wallets.removeAll(account).replaceWithVoid();
    }

    private Uni<NonceView> issue(String address, String statement, Purpose purpose, UUID account) {
        SignInMessage message = SignInMessage.issue(platform, config.chain(), address, statement, life());
        return Panache.withTransaction(() -> tickets.keep(message.nonce(), purpose, account, message.text(), life()))
                .replaceWith(new NonceView(message.text(), message.nonce(), message.expires()));
    }

    private Duration life() {
        return Moments.shorter(config.nonceLife(), LONGEST);
    }

    private Uni<SuiScheme> proven(WalletProof proof, Purpose purpose, UUID account) {
        Optional<String> nonce = SignInMessage.nonceOf(proof.message());
        Uni<Optional<Tickets.Ticket>> burnt =
                nonce.isEmpty() ? Uni.createFrom().item(Optional.empty()) : tickets.burn(purpose, nonce.get());
        return burnt.map(ticket -> {
            boolean ours = ticket.isPresent()
                    && ticket.get().payload().equals(proof.message())
                    && SignInMessage.addressOf(ticket.get().payload()).equals(proof.address())
                    && (account == null || account.equals(ticket.get().account()));
            if (!ours) {
                throw WalletProblem.NONCE_NOT_VALID.because("Ask for a new message and sign it as it is");
            }
            byte[] message = proof.message().getBytes(StandardCharsets.UTF_8);
            return switch (verifier.verify(proof.address(), message, proof.signature())) {
                case SuiVerdict.Valid(SuiScheme scheme) -> scheme;
                case SuiVerdict.Invalid(var fault, String reason) ->
                    throw (fault == SuiVerdict.Fault.UNSUPPORTED
                                    ? WalletProblem.ZKLOGIN_UNSUPPORTED
                                    : WalletProblem.SIGNATURE_NOT_VALID)
                            .because(reason);
            };
        });
    }

    private Uni<Account> ownerOf(String address, SuiScheme scheme) {
        return wallets.findById(address).chain(wallet -> {
            if (wallet == null) {
                return accounts.add(new NewAccount(null, null, null, null, Set.of("user"), "wallet"))
                        .call(account -> add(account.id(), address, scheme));
            }
            wallet.lastUsedAt = Moments.now();
            return accounts.byId(wallet.accountId).map(Optional::orElseThrow);
        });
    }

    private Uni<WalletEntity> add(UUID account, String address, SuiScheme scheme) {
        WalletEntity wallet = new WalletEntity();
        wallet.address = address;
        wallet.accountId = account;
        wallet.scheme = scheme.name().toLowerCase(Locale.ROOT);
        wallet.linkedAt = Moments.now();
        return wallets.persistAndFlush(wallet)
                .chain(() -> record(account, "wallet.linked", address))
                .replaceWith(wallet);
    }

    private Uni<Void> record(UUID account, String type, String address) {
        return audit.record(AuditEvent.of(account, type, "account", Map.of(), Map.of("address", address)));
    }
}
