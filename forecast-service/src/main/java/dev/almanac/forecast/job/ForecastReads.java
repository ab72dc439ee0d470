package dev.almanac.forecast.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Finished forecasts for features that show them to others.
@ApplicationScoped
public class ForecastReads {

    private final JobRepository jobs;
    private final ResultStore results;
    private final ObjectMapper json;

    ForecastReads(JobRepository jobs, ResultStore results, ObjectMapper json) {
        this.jobs = jobs;
        this.results = results;
        this.json = json;
    }

    /// A forecast of these owners that has succeeded; else a problem.
    public Uni<Job> finished(Set<UUID> owners, UUID id) {
        return jobs.ofOwners(owners, ForecastKind.NAME, id).map(found -> {
            Job job = found.orElseThrow(() -> CommonProblem.NOT_FOUND.because("No forecast " + id + " of yours"));
            if (!job.status().equals("succeeded")) {
                throw ForecastProblem.NOT_FINISHED.because("Forecast " + id + " is " + job.status());
            }
            return job;
        });
    }

    /// As anyone may see it who was shown it: without whose it is and what it is made of.
    public Uni<ForecastView> shown(UUID id) {
        return jobs.watched(List.of(id)).map(found -> ForecastView.ofAnyone(found.getFirst()));
    }

    /// Writes the canonical document. Blocks.
    ///
    /// @param series the only one wanted; null for all
    public void write(UUID id, String series, OutputStream out) throws IOException {
        Job job = jobs.watched(List.of(id)).await().indefinitely().getFirst();
        ResultWriter.Source all = body -> results.forEach(id, body);
        ResultWriter.Source one = body -> results.named(id, series).forEach(stored -> body.accept(stored.body()));
        new ResultWriter(job, json).json(series == null ? all : one, out);
    }
}
