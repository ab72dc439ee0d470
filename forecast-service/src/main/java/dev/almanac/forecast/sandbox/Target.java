package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/// What a session weighs: a series of a dataset, or an instance of a cloud.
public sealed interface Target {

    /// As people and the lab name it.
    String name();

    /// @param seriesId as in the dataset
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Series(UUID datasetId, String seriesId) implements Target {
        @Override
        public String name() {
            return datasetId + "/" + seriesId;
        }
    }

    /// @param instanceId of whoever runs it; told in the log, never called
    /// @param availabilityZone such as `eu-central-1a`
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Instance(String instanceId, String instanceType, String availabilityZone, String awsRegion)
            implements Target {
        @Override
        public String name() {
            return instanceType + "/" + availabilityZone;
        }
    }
}
