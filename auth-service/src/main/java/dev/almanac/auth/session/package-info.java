/// Signing in and staying signed in. Entry point: [dev.almanac.auth.session.SessionResource]; rotation and reuse
/// detection are in [dev.almanac.auth.session.SessionService].
package dev.almanac.auth.session;
