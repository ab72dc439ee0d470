package dev.almanac.data.keys;

import dev.almanac.kit.problem.ProblemCode;
import dev.almanac.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// What can go wrong with keys.
enum KeyProblem implements ProblemCode {
    KEYS_UNAVAILABLE(503, "The keys cannot be reached");

    private static final Logger LOG = Logger.getLogger(KeyProblem.class);

    private final int status;
    private final String title;

    KeyProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    /// The provider of the root key does not answer, or refuses us: nothing can be opened or stored until it does.
    static ProblemException unavailable(String what, Throwable cause) {
        LOG.error(what, cause);
        return new ProblemException(
                KEYS_UNAVAILABLE,
                "Nothing can be stored or opened now; try again",
                List.of(),
                Map.of("Retry-After", "10"));
    }
}
