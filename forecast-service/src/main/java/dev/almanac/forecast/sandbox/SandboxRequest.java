package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.problem.Problem.FieldError;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What to weigh: a series, or an instance with credentials that may read its prices.
///
/// @param limitPrice what the sure alternative costs an hour; absent for an instance whose price is known here
/// @param horizon steps ahead
public record SandboxRequest(
        UUID datasetId,
        @Size(max = 500) String seriesId,
        @Size(max = 100) String instanceId,
        @Size(max = 100) String instanceType,
        @Size(max = 100) String availabilityZone,
        @Size(max = 200) String awsAccessKey,
        @Size(max = 200) String awsSecretKey,
        @Size(max = 100) String awsRegion,
        @Positive Double limitPrice,
        @Min(1) @Max(1_000) Integer horizon) {

    /// Every mistake told in one answer.
    Target target() {
        boolean series = datasetId != null || seriesId != null;
        boolean instance = instanceType != null || availabilityZone != null || awsAccessKey != null;
        if (series == instance) {
            throw Mistakes.one("dataset_id", "one-of", "give dataset_id and series_id, or an instance");
        }
        List<FieldError> errors = new ArrayList<>();
        if (series) {
            require("dataset_id", datasetId, errors);
            require("series_id", seriesId, errors);
            Mistakes.refuse(errors);
            return new Target.Series(datasetId, seriesId);
        }
        require("instance_type", instanceType, errors);
        require("availability_zone", availabilityZone, errors);
        require("aws_access_key", awsAccessKey, errors);
        require("aws_secret_key", awsSecretKey, errors);
        require("aws_region", awsRegion, errors);
        if (awsRegion != null && !awsRegion.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            errors.add(new FieldError("aws_region", "invalid", "is not the name of a region"));
        } else if (availabilityZone != null && awsRegion != null && !availabilityZone.startsWith(awsRegion)) {
            errors.add(new FieldError("availability_zone", "invalid", "must lie in " + awsRegion));
        }
        Mistakes.refuse(errors);
        return new Target.Instance(instanceId, instanceType, availabilityZone, awsRegion);
    }

    /// Null for a series.
    Credentials credentials() {
        return awsAccessKey == null ? null : new Credentials(awsAccessKey, awsSecretKey);
    }

    /// Never told to anybody: neither key is in any text.
    @Override
    public String toString() {
        return "SandboxRequest";
    }

    private static void require(String field, Object value, List<FieldError> errors) {
        if (value == null || value instanceof String text && text.isBlank()) {
            errors.add(new FieldError(field, "missing", "must be given"));
        }
    }
}
