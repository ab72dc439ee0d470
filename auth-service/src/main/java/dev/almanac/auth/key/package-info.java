/// The keys that sign access tokens: [dev.almanac.auth.key.SigningKeys] makes, wraps and rotates them,
/// [dev.almanac.auth.key.TokenIssuer] signs with the newest, [dev.almanac.auth.key.JwksResource] publishes the public
/// halves.
package dev.almanac.auth.key;
