/// Keys for programs: made by people, exchanged by the gateway for short tokens. Start at
/// [dev.almanac.auth.apikey.ApiKeyService].
package dev.almanac.auth.apikey;
