/// Appending to the log. Entry point: [dev.almanac.audit.append.EventResource]; the one writer is
/// [dev.almanac.audit.append.Sequencer]; what a leaf holds is decided in [dev.almanac.audit.append.LeafWriter].
package dev.almanac.audit.append;
