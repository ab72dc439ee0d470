/// Has the other services erase what belonged to a user or team that is gone. Start at
/// [dev.almanac.auth.erasure.Erasures].
package dev.almanac.auth.erasure;
