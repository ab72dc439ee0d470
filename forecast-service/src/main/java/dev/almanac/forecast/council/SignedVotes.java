package dev.almanac.forecast.council;

import dev.almanac.sui.SuiScheme;
import dev.almanac.sui.SuiVerdict;
import dev.almanac.sui.SuiVerifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Checks the wallet signatures of votes: the wallet must be linked to the voter's account, and must have signed the
/// proposal's text for this very choice.
@ApplicationScoped
class SignedVotes {

    private final WalletClient auth;
    private final SuiVerifier verifier = new SuiVerifier();

    SignedVotes(@RestClient WalletClient auth) {
        this.auth = auth;
    }

    /// Nothing for a vote without a signature, or with one that holds; else a problem.
    Uni<Void> requireSound(String authorization, Proposal proposal, UUID voter, CouncilRequests.Vote vote) {
        if (vote.address() == null && vote.signature() == null) {
            return Uni.createFrom().voidItem();
        }
        if (vote.address() == null || vote.signature() == null) {
            throw CouncilProblem.VOTE_SIGNATURE_NOT_VALID.because("Give both address and signature, or neither");
        }
        return auth.me(authorization)
                .onFailure()
                .transform(WalletClient::refusal)
                .invoke(me -> requireLinked(me, vote.address()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> requireHolds(proposal, voter, vote))
                .replaceWithVoid();
    }

    private static void requireLinked(WalletClient.Me me, String address) {
        boolean linked = me.wallets() != null
                && me.wallets().stream().anyMatch(wallet -> wallet.address().equals(address));
        if (!linked) {
            throw CouncilProblem.WALLET_NOT_LINKED.because("Link it to your account first");
        }
    }

    private void requireHolds(Proposal proposal, UUID voter, CouncilRequests.Vote vote) {
        byte[] text = proposal.text(vote.choice().label(), voter).getBytes(StandardCharsets.UTF_8);
        switch (verifier.verify(vote.address(), text, vote.signature())) {
            case SuiVerdict.Valid(SuiScheme scheme) -> {}
            case SuiVerdict.Invalid(SuiVerdict.Fault fault, String reason) ->
                throw CouncilProblem.VOTE_SIGNATURE_NOT_VALID.because(reason);
        }
    }
}
