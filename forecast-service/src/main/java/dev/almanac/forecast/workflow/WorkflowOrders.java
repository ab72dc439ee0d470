package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.almanac.forecast.backtest.BacktestOrders;
import dev.almanac.forecast.backtest.BacktestRequest;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.ForecastOrders;
import dev.almanac.forecast.job.ForecastRequest;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.problem.Problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Set;

/// Reads what a workflow is to do, as the call of the same type would.
@ApplicationScoped
class WorkflowOrders {

    private static final int LONGEST = 256_000;
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    private final ForecastOrders forecasts;
    private final BacktestOrders backtests;
    private final Validator validator;
    private final ObjectMapper json;

    WorkflowOrders(ForecastOrders forecasts, BacktestOrders backtests, Validator validator, ObjectMapper json) {
        this.forecasts = forecasts;
        this.backtests = backtests;
        this.validator = validator;
        this.json = json;
    }

    DatasetOrder of(WorkflowType type, String request) {
        try {
            return of(type, json.readTree(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A workflow's request is damaged", e);
        }
    }

    /// @throws dev.almanac.kit.problem.ProblemException that says what is wrong with it
    DatasetOrder of(WorkflowType type, JsonNode request) {
        if (!request.isObject() || request.toString().length() > LONGEST) {
            throw Mistakes.one("request", "invalid", "must be an object of at most %d characters".formatted(LONGEST));
        }
        for (String fixed : List.of("version", "deadline", "team_id", "series")) {
            boolean named = type == WorkflowType.FORECAST && fixed.equals("series");
            if (request.hasNonNull(fixed) && !named) {
                throw Mistakes.one("request." + fixed, "not-here", "must be absent: each run has its own");
            }
        }
        return switch (type) {
            case FORECAST -> forecasts.of(read(request, ForecastRequest.class));
            case BACKTEST -> backtests.of(read(request, BacktestRequest.class));
        };
    }

    private static String field(ConstraintViolation<?> violation) {
        return "request." + SNAKE_CASE.translate(violation.getPropertyPath().toString());
    }

    private <T> T read(JsonNode request, Class<T> type) {
        try {
            T read = json.treeToValue(request, type);
            Set<ConstraintViolation<T>> violations = validator.validate(read);
            Mistakes.refuse(violations.stream()
                    .map(one -> new FieldError(field(one), "invalid", one.getMessage()))
                    .toList());
            return read;
        } catch (JsonProcessingException e) {
            throw Mistakes.one("request", "invalid", e.getOriginalMessage());
        }
    }
}
