/// For the other services only, never routed from the public port: [dev.almanac.auth.internal.ServiceTokenResource].
package dev.almanac.auth.internal;
