package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.DatasetClient;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/// Work on a dataset whose wishes are checked; what is left is which version, and for whom.
public interface DatasetOrder {

    UUID datasetId();

    /// @param creator who asks
    /// @param owner the creator, or a team of theirs
    Uni<JobService.Order> of(DatasetClient.Dataset dataset, UUID creator, UUID owner);
}
