/// Who the log is: [dev.almanac.audit.keys.LogConfig] names it, [dev.almanac.audit.keys.LogKeys] signs for it, makes
/// pseudonyms and digests that only it can make.
package dev.almanac.audit.keys;
