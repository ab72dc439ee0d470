/// The public listener: what a request goes through before any service sees it.
/// Start at [dev.almanac.gateway.door.PublicServer] and [dev.almanac.gateway.door.FrontDoor].
package dev.almanac.gateway.door;
