/// What one thread of a process does again and again.
package dev.almanac.forecast.tick;
