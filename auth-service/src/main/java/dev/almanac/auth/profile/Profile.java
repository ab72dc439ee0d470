package dev.almanac.auth.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.almanac.auth.account.Account;
import dev.almanac.auth.team.TeamView;
import dev.almanac.auth.wallet.WalletView;
import java.util.List;

/// An account with everything that hangs on it.
public record Profile(@JsonUnwrapped Account account, List<WalletView> wallets, Mfa mfa, List<TeamView> teams) {

    /// How somebody gets in.
    ///
    /// @param factors second factors that are set up: `otp`, `passkey`
    /// @param required whether a role of theirs counts only with one, and this session has none
    public record Mfa(
            boolean password, List<String> factors, long passkeys, long recoveryCodesLeft, boolean required) {}
}
