/// Mail to people: a row in the transaction of what caused it, sent later. Start at [dev.almanac.auth.mail.Mailbox].
package dev.almanac.auth.mail;
