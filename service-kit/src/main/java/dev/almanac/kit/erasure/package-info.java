/// An owner who is gone stays gone: [dev.almanac.kit.erasure.ErasedOwners].
package dev.almanac.kit.erasure;
