package dev.almanac.sui;

import dev.almanac.sui.SuiVerdict.Fault;

/// Leaves the middle of a structure with the reason why it is refused; ends in [SuiVerifier].
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SuiVerdict.Invalid verdict;

    RefusedException(Fault fault, String reason) {
        super(reason, null, false, false);
        this.verdict = new SuiVerdict.Invalid(fault, reason);
    }

    static RefusedException malformed(String reason) {
        return new RefusedException(Fault.MALFORMED, reason);
    }

    SuiVerdict.Invalid verdict() {
        return verdict;
    }
}
