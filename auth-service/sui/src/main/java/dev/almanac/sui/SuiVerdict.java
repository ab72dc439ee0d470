package dev.almanac.sui;

/// What a check of a signature found.
public sealed interface SuiVerdict {

    /// The owner of the address signed the message.
    record Valid(SuiScheme scheme) implements SuiVerdict {}

    /// @param fault what kind of refusal
    /// @param reason for a person to read; tells nothing that the signature itself does not
    record Invalid(Fault fault, String reason) implements SuiVerdict {}

    /// Kinds of refusal.
    enum Fault {
        /// Not the text or bytes that a wallet makes.
        MALFORMED,
        /// A scheme that cannot be verified here, such as zkLogin, which needs a node.
        UNSUPPORTED,
        /// A good signature of somebody else.
        WRONG_ADDRESS,
        /// The signature does not hold.
        BAD_SIGNATURE
    }
}
