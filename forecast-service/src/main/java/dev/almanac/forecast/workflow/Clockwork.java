package dev.almanac.forecast.workflow;

import dev.almanac.forecast.dataset.BackgroundDatasetClient;
import dev.almanac.forecast.dataset.DatasetClient.Dataset;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.JobService;
import dev.almanac.forecast.tick.Ticker;
import dev.almanac.kit.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Makes workflows run: notices what is due, starts it, counts what is done. Every replica does all of it; each step is
/// one row that one of them takes, so that it is done once. What a replica that dies had taken is taken again.
///
/// Rules: of several times that were missed only the newest runs, and says how many it stands for. A time that comes
/// while the run before is not done is skipped. A run that fails is tried again as often as the workflow allows.
@ApplicationScoped
class Clockwork {

    private static final Logger LOG = Logger.getLogger(Clockwork.class);

    private final Pool database;
    private final DueRuns due;
    private final RunRepository runs;
    private final RunEnds ends;
    private final WorkflowOrders orders;
    private final BackgroundDatasetClient datasets;
    private final JobService jobs;
    private final MemberClient members;
    private final RunNotices notices;
    private final RunMetrics metrics;
    private final WorkflowConfig config;
    private final Ticker ticker = new Ticker("workflows", this::tick);

    Clockwork(
            Pool database,
            DueRuns due,
            RunRepository runs,
            RunEnds ends,
            WorkflowOrders orders,
            BackgroundDatasetClient datasets,
            JobService jobs,
            MemberClient members,
            RunNotices notices,
            RunMetrics metrics,
            WorkflowConfig config) {
        this.database = database;
        this.due = due;
        this.runs = runs;
        this.ends = ends;
        this.orders = orders;
        this.datasets = datasets;
        this.jobs = jobs;
        this.members = members;
        this.notices = notices;
        this.metrics = metrics;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        ticker.start(config.poll());
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.stop();
    }

    private void tick() {
        metrics.created(due.notice(Instant.now()));
        Optional<RunRepository.Due> next = claim();
        while (next.isPresent()) {
            start(next.get());
            next = claim();
        }
        metrics.ended(runs.count().await().indefinitely());
    }

    private Optional<RunRepository.Due> claim() {
        return runs.claim(config.lease()).await().indefinitely();
    }

    private void start(RunRepository.Due run) {
        try {
            begun(run).await().indefinitely();
        } catch (ProblemException e) {
            end(run, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Run %s of workflow %s is tried again later: %s",
                    run.run(), run.workflow().id(), e.getMessage());
            end(run, "It could not be started; a service did not answer");
        }
    }

    private Uni<Void> begun(RunRepository.Due run) {
        Workflow workflow = run.workflow();
        if (workflow.creator() == null) {
            return ended(run, "Whoever set it up is gone", true);
        }
        return members.mayMake(workflow.creator(), workflow.owner())
                .chain(may -> may
                        ? ordered(run, workflow)
                        : ended(run, "Whoever set it up makes nothing in the team any more", true));
    }

    private Uni<Void> ordered(RunRepository.Due run, Workflow workflow) {
        DatasetOrder order = orders.of(workflow.type(), workflow.request());
        return datasets.newest(workflow.creator(), order.datasetId()).chain(outcome -> switch (outcome) {
            case BackgroundDatasetClient.Outcome.Refused(String reason) -> ended(run, reason, true);
            case BackgroundDatasetClient.Outcome.Ready(Dataset dataset) ->
                order.of(dataset, workflow.creator(), workflow.owner())
                        .chain(placed -> jobs.submit(
                                placed,
                                "workflow-run/" + run.run() + "/" + run.tries(),
                                (connection, job) -> runs.started(connection, run.run(), job.id())))
                        .replaceWithVoid();
        });
    }

    private void end(RunRepository.Due run, String reason) {
        ended(run, reason, false).await().indefinitely();
    }

    private Uni<Void> ended(RunRepository.Due run, String reason, boolean hopeless) {
        int retries = hopeless ? 0 : run.workflow().retries();
        return database.withTransaction((SqlConnection connection) -> ends.failed(
                        connection, new RunRepository.Ended(run.run(), "due", run.tries(), retries), reason)
                .chain(last -> last
                        ? notices.failed(connection, run.workflow(), run.run(), reason)
                        : Uni.createFrom().voidItem()));
    }
}
