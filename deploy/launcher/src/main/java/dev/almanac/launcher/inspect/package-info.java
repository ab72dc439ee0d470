/// `./almanac inspect`: what an upload would infer from a file, without any server.
package dev.almanac.launcher.inspect;
