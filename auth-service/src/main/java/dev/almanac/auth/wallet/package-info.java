/// Signing in with a Sui wallet, and linking wallets to accounts. Start at [dev.almanac.auth.wallet.WalletService];
/// the signatures themselves are checked by [dev.almanac.sui.SuiVerifier].
package dev.almanac.auth.wallet;
