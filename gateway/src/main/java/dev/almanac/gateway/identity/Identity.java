package dev.almanac.gateway.identity;

import dev.almanac.kit.security.BearerFacts;

/// What a credential says about its bearer.
public sealed interface Identity {

    /// @param facts of the access token
    /// @param token the access token that goes on to the service: what came, or what an API key was exchanged for
    /// @param callsPerMinute of an API key; 0 for people
    record Known(BearerFacts facts, String token, int callsPerMinute) implements Identity {

        /// Without the token.
        @Override
        public String toString() {
            return "Known[" + facts.subject() + "]";
        }
    }

    /// The credential is not one of ours, or not valid any more.
    record Rejected() implements Identity {}

    /// Whether it is one cannot be found out now.
    record Unknowable() implements Identity {}
}
