/// Who asks, and how secrets rest. [dev.almanac.kit.security.Caller] reads the verified token;
/// [dev.almanac.kit.security.TokenVerifier]
/// checks it; [dev.almanac.kit.security.RootKey] wraps each service's keys; [dev.almanac.kit.security.ServiceTokens]
/// speaks for background work.
package dev.almanac.kit.security;
