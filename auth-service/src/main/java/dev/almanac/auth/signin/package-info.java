/// The doors: registering and signing in by password, wallet or passkey, the second factor behind them, and showing
/// once more that it is you. Start at [dev.almanac.auth.signin.SignInService].
package dev.almanac.auth.signin;
