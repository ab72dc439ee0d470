package dev.almanac.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/// The body of every refusal, `application/problem+json` of RFC 9457.
///
/// @param type stable, relative: `/problems/<code>`
/// @param detail what is wrong and where, for the person who reads it; never a secret or a stack trace
/// @param errors one entry a field when the input was refused by validation, else null
/// @param members what this type of problem tells besides, as members of their own (RFC 9457, section 3.2)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonProperty("request_id") String requestId,
        List<FieldError> errors,
        @JsonIgnore Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    @JsonAnyGetter
    public Map<String, Object> more() {
        return members;
    }

    /// What is wrong with one field.
    ///
    /// @param field path in `snake_case`, such as `series[0].values`
    public record FieldError(String field, String code, String detail) {}
}
