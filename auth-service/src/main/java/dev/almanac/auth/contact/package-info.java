/// Shows that a mail address is somebody's own. Start at [dev.almanac.auth.contact.Confirmation].
package dev.almanac.auth.contact;
