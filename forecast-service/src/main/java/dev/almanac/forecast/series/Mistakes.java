package dev.almanac.forecast.series;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.Problem.FieldError;
import dev.almanac.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;

/// What is wrong with a request, told in one answer.
public final class Mistakes {

    private Mistakes() {}

    /// Nothing when there are none, else a problem with all of them.
    public static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw problem(errors);
        }
    }

    /// A problem with one mistake.
    public static ProblemException one(String field, String code, String detail) {
        return problem(List.of(new FieldError(field, code, detail)));
    }

    private static ProblemException problem(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return new ProblemException(
                CommonProblem.VALIDATION_FAILED, first.field() + " " + first.detail(), errors, Map.of());
    }
}
