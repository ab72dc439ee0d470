package dev.almanac.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.almanac.kit.RequestId;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every failure into the one JSON form of [Problem]. What nobody foresaw is logged in full and answered as a
/// bare 500 with the request id.
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    @ServerExceptionMapper
    RestResponse<Problem> refused(ProblemException e, UriInfo uri) {
        var builder = body(
                e.code().status(),
                "/problems/" + e.code().code(),
                e.code().title(),
                e.getMessage(),
                e.errors(),
                e.members(),
                uri);
        e.headers().forEach(builder::header);
        return builder.build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalid(ConstraintViolationException e, UriInfo uri) {
        List<Problem.FieldError> errors = e.getConstraintViolations().stream()
                .map(ProblemMappers::fieldError)
                .toList();
        String detail = errors.isEmpty()
                ? null
                : errors.getFirst().field() + " " + errors.getFirst().detail();
        return answer(CommonProblem.VALIDATION_FAILED, detail, errors, Map.of(), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> malformed(JsonProcessingException e, UriInfo uri) {
        String place = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        String field =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? " near field " + mapping.getPath().getLast().getFieldName()
                        : "";
        return answer(CommonProblem.MALFORMED_JSON, "Not readable" + field + place, List.of(), Map.of(), uri);
    }

    /// Quarkus has a mapper of its own for this subclass, which would win over the one above.
    @ServerExceptionMapper
    RestResponse<Problem> mismatched(MismatchedInputException e, UriInfo uri) {
        return malformed(e, uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> unauthenticated(UnauthorizedException e, UriInfo uri) {
        return answer(
                CommonProblem.UNAUTHENTICATED,
                "This call needs a valid access token",
                List.of(),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"),
                uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> rejectedToken(io.quarkus.security.AuthenticationFailedException e, UriInfo uri) {
        return answer(
                CommonProblem.UNAUTHENTICATED,
                "The access token is not valid",
                List.of(),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""),
                uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException e, UriInfo uri) {
        return answer(CommonProblem.FORBIDDEN, null, List.of(), Map.of(), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> protocol(WebApplicationException e, UriInfo uri) {
        Response response = e.getResponse();
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json, uri);
        }
        int status = response.getStatus();
        if (status == 404) {
            return answer(CommonProblem.NOT_FOUND, null, List.of(), Map.of(), uri);
        }
        if (status >= 500) {
            return unforeseen(e, uri);
        }
        String title = response.getStatusInfo().getReasonPhrase();
        return body(status, "/problems/request-refused", title, null, List.of(), Map.of(), uri)
                .build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> unforeseen(Throwable e, UriInfo uri) {
        if (DatabaseAway.isBehind(e)) {
            LOG.warnf("A request fails while something behind it is away: %s", e.getMessage());
            return answer(
                    CommonProblem.UNAVAILABLE, "Try again in some seconds", List.of(), Map.of("Retry-After", "2"), uri);
        }
        LOG.error("Unforeseen failure", e);
        return answer(
                CommonProblem.INTERNAL_ERROR, "Tell us the request id and we can find it", List.of(), Map.of(), uri);
    }

    private static RestResponse<Problem> answer(
            ProblemCode code,
            String detail,
            List<Problem.FieldError> errors,
            Map<String, String> headers,
            UriInfo uri) {
        var builder = body(code.status(), "/problems/" + code.code(), code.title(), detail, errors, Map.of(), uri);
        headers.forEach(builder::header);
        return builder.build();
    }

    private static RestResponse.ResponseBuilder<Problem> body(
            int status,
            String type,
            String title,
            String detail,
            List<Problem.FieldError> errors,
            Map<String, Object> members,
            UriInfo uri) {
        var problem = new Problem(
                type,
                title,
                status,
                detail,
                uri.getPath(),
                RequestId.current(),
                errors.isEmpty() ? null : errors,
                members);
        return RestResponse.ResponseBuilder.ok(problem).status(status).type(Problem.MEDIA_TYPE);
    }

    private static Problem.FieldError fieldError(ConstraintViolation<?> violation) {
        StringBuilder path = new StringBuilder();
        String parameter = "";
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = SNAKE_CASE.translate(node.getName());
            } else if (node.getKind() == ElementKind.PROPERTY) {
                path.append(path.isEmpty() ? "" : ".").append(SNAKE_CASE.translate(node.getName()));
            }
        }
        String field = path.isEmpty() ? parameter : path.toString();
        String code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new Problem.FieldError(field, SNAKE_CASE.translate(code).replace('_', '-'), violation.getMessage());
    }
}
