/// What the WebSockets of this service have in common: [dev.almanac.forecast.socket.OwnersOnly].
package dev.almanac.forecast.socket;
