package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.dataset.BackgroundDatasetClient;
import dev.almanac.forecast.dataset.DatasetClient.Dataset;
import dev.almanac.forecast.dataset.SeriesReads;
import dev.almanac.forecast.dataset.SeriesStream;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.problem.CommonProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Prices that somebody uploaded: the target, and the first other series of the same dataset as alternatives.
@ApplicationScoped
class DatasetPrices {

    private static final long WAIT_MILLIS = 5_000;
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private final BackgroundDatasetClient datasets;
    private final SeriesReads reads;
    private final SandboxConfig config;

    DatasetPrices(BackgroundDatasetClient datasets, SeriesReads reads, SandboxConfig config) {
        this.datasets = datasets;
        this.reads = reads;
        this.config = config;
    }

    /// Blocks.
    Market.Outcome prices(UUID user, Target.Series target) throws InterruptedException {
        var newest = datasets.newest(user, target.datasetId())
                .onFailure()
                .transform(e -> CommonProblem.UNAVAILABLE.because("data-service does not answer; try again later"));
        return switch (newest.await().indefinitely()) {
            case BackgroundDatasetClient.Outcome.Refused(String reason) -> missing(reason);
            case BackgroundDatasetClient.Outcome.Ready(Dataset dataset) -> prices(user, target, dataset);
        };
    }

    private Market.Outcome prices(UUID user, Target.Series target, Dataset dataset) throws InterruptedException {
        Optional<SeriesInput> own = datasets.named(user, dataset.id(), dataset.version(), target.seriesId())
                .await()
                .indefinitely();
        if (own.isEmpty()) {
            return missing("The dataset has no series '" + target.seriesId() + "' any more");
        }
        List<SeriesInput> others = others(user, dataset, target);
        double hours = own.get().stepMillis() > 0 ? own.get().stepMillis() / MILLIS_PER_HOUR : 1;
        return new Market.Outcome.Found(new Market(own.get(), others, hours));
    }

    private List<SeriesInput> others(UUID user, Dataset dataset, Target.Series target) throws InterruptedException {
        var range = new SeriesReads.Range(0, config.alternatives() + 1);
        try {
            return switch (reads.open(user, dataset.id(), dataset.version(), range)) {
                case SeriesReads.Outcome.Refused(String reason) -> List.of();
                case SeriesReads.Outcome.Opened(SeriesStream stream) -> {
                    try (stream) {
                        yield read(stream, target.seriesId());
                    }
                }
            };
        } catch (IOException e) {
            throw CommonProblem.UNAVAILABLE.because("data-service does not answer; try again later");
        }
    }

    private List<SeriesInput> read(SeriesStream stream, String but) throws IOException, InterruptedException {
        List<SeriesInput> series = new ArrayList<>();
        while (!stream.ended()) {
            Optional<SeriesStream.Placed> next = stream.next(WAIT_MILLIS);
            if (next.isEmpty() && !stream.ended()) {
                throw new IOException("The series did not arrive in time");
            }
            next.map(SeriesStream.Placed::series)
                    .filter(one -> !one.id().equals(but) && series.size() < config.alternatives())
                    .ifPresent(series::add);
        }
        return series;
    }

    private static Market.Outcome missing(String reason) {
        return new Market.Outcome.Missing(SandboxProblem.PRICES_UNAVAILABLE, reason);
    }
}
