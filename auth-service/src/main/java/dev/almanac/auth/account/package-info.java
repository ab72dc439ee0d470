/// Who there is: accounts, their names and roles. Knows nothing of how people prove who they are, except that each
/// way is a [dev.almanac.auth.account.WayIn]. Start at [dev.almanac.auth.account.AccountService].
package dev.almanac.auth.account;
