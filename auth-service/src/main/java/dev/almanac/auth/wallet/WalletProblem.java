package dev.almanac.auth.wallet;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a wallet.
public enum WalletProblem implements ProblemCode {
    NONCE_NOT_VALID(401, "This message was not issued here, was used, or is too old"),
    SIGNATURE_NOT_VALID(401, "The signature does not hold"),
    ZKLOGIN_UNSUPPORTED(422, "zkLogin wallets cannot be verified here"),
    WALLET_TAKEN(409, "This wallet belongs to another account");

    private final int status;
    private final String title;

    WalletProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
