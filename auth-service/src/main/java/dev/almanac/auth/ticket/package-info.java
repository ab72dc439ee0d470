/// Things that work once: nonces, challenges, links in mails. Start at [dev.almanac.auth.ticket.Tickets].
package dev.almanac.auth.ticket;
