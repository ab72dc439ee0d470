/// The bytes of a file as they were uploaded, compressed in frames and encrypted:
/// [dev.almanac.data.content.ContentWriter], and any range of them again: [dev.almanac.data.content.ContentReader].
package dev.almanac.data.content;
