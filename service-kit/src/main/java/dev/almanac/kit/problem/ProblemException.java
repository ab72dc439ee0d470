package dev.almanac.kit.problem;

import java.util.List;
import java.util.Map;

/// Carries a [ProblemCode] from the resource to the mapper. It has no stack trace: it is an answer, not a defect.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemCode code;
    private final transient List<Problem.FieldError> errors;
    private final transient Map<String, String> headers;
    private final transient Map<String, Object> members;

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), Map.of());
    }

    /// @param headers response fields that belong to the refusal, such as `Retry-After`
    public ProblemException(
            ProblemCode code, String detail, List<Problem.FieldError> errors, Map<String, String> headers) {
        this(code, detail, errors, headers, Map.of());
    }

    private ProblemException(
            ProblemCode code,
            String detail,
            List<Problem.FieldError> errors,
            Map<String, String> headers,
            Map<String, Object> members) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
        this.members = Map.copyOf(members);
    }

    /// The same refusal with members of its own, such as the challenge that answers it.
    public ProblemException with(Map<String, Object> more) {
        return new ProblemException(code, getMessage(), errors, headers, more);
    }

    public ProblemCode code() {
        return code;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }
}
