package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/// What a session weighs: a series of a dataset, or an instance of a cloud.
public sealed interface Target {

    /// As people and the lab name it.
    String name();

    /// Whose models of the lab hold for it, the most particular first.
    default List<String> modelTargets() {
        return List.of(name());
    }

    /// @param seriesId as in the dataset
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Series(UUID datasetId, String seriesId) implements Target {
        @Override
        public String name() {
            return datasetId + "/" + seriesId;
        }

        @Override
        public List<String> modelTargets() {
            return List.of(name(), datasetId.toString());
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
