/// One's own account: what it is, changing it, taking its data out, ending it. Start at
/// [dev.almanac.auth.profile.MeResource].
package dev.almanac.auth.profile;
