package dev.almanac.gateway.wire;

import dev.almanac.gateway.edge.EdgeProblem;

/// Why what arrives is not taken.
///
/// @param detail never a byte of what arrived
record Fault(EdgeProblem code, String detail) {

    static Fault malformed(String detail) {
        return new Fault(EdgeProblem.BAD_REQUEST, detail);
    }
}
