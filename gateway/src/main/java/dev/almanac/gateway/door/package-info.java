/// The public listeners, and the way of a request from there to a service.
/// Start at [dev.almanac.gateway.door.FrontDoor], whose table is the order of the filters.
package dev.almanac.gateway.door;
