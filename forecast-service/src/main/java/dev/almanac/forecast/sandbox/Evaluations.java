package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Watch;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.job.Meter;
import dev.almanac.forecast.job.ModelChoice;
import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.RootKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Weighs a session's target: gets prices, forecasts them, decides, and writes the action down. Blocks.
@ApplicationScoped
class Evaluations {

    private static final Logger LOG = Logger.getLogger(Evaluations.class);

    private final Pool database;
    private final SandboxRepository sessions;
    private final ActionRepository actions;
    private final SandboxLog log;
    private final DatasetPrices datasets;
    private final SpotPriceClient spot;
    private final ModelChoice models;
    private final Meter meter;
    private final AuditOutbox audit;
    private final RootKey root;
    private final ObjectMapper json;
    private final SandboxConfig config;
    private final Semaphore places;

    Evaluations(
            Pool database,
            SandboxRepository sessions,
            ActionRepository actions,
            SandboxLog log,
            DatasetPrices datasets,
            SpotPriceClient spot,
            ModelChoice models,
            Meter meter,
            AuditOutbox audit,
            RootKey root,
            ObjectMapper json,
            SandboxConfig config) {
        this.database = database;
        this.sessions = sessions;
        this.actions = actions;
        this.log = log;
        this.datasets = datasets;
        this.spot = spot;
        this.models = models;
        this.meter = meter;
        this.audit = audit;
        this.root = root;
        this.json = json;
        this.config = config;
        this.places = new Semaphore(config.concurrent());
    }

    /// What became of an evaluation.
    sealed interface Outcome {
        record Weighed(EvaluationView view) implements Outcome {}

        record Impossible(SandboxProblem problem, String reason) implements Outcome {}
    }

    /// A few at a time, each within its time, so that others keep their processors.
    ///
    /// @param owners whose models of the lab count: the session's user and their teams
    Outcome evaluate(SandboxSession session, Set<UUID> owners) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw ForecastProblem.TOO_BUSY.because("Other evaluations are going on; try again in some seconds");
        }
        try {
            ModelChoice.Chosen model =
                    await(models.ofTarget(owners, session.target().modelTargets()));
            long price = Cost.ofForecast(session.horizon(), model.model());
            Meter.Hold hold = await(meter.hold(
                    session.user(),
                    (1 + config.alternatives()) * price,
                    config.timeout().multipliedBy(3)));
            try {
                return evaluate(session, model, hold);
            } finally {
                await(meter.letGo(hold));
            }
        } catch (CancellationException e) {
            String reason = "The prices took longer than " + config.timeout();
            say(session, "error", reason);
            throw ForecastProblem.FORECAST_TIMEOUT.because(reason);
        } catch (ProblemException e) {
            say(session, "error", e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            say(session, "error", "It went wrong; look at the service's log");
            throw e;
        } finally {
            places.release();
        }
    }

    private Outcome evaluate(SandboxSession session, ModelChoice.Chosen model, Meter.Hold hold)
            throws InterruptedException {
        say(session, "info", "Prices of %s are read".formatted(session.target().name()));
        return switch (prices(session)) {
            case Market.Outcome.Missing(SandboxProblem problem, String reason) -> impossible(session, problem, reason);
            case Market.Outcome.Found(Market market) -> weigh(session, market, model, hold);
        };
    }

    private Market.Outcome prices(SandboxSession session) throws InterruptedException {
        return switch (session.target()) {
            case Target.Series series -> datasets.prices(session.user(), series);
            case Target.Instance instance ->
                sessions.credentials(session.user(), session.id())
                        .map(wrapped -> Credentials.opened(wrapped, session.id(), root, json))
                        .map(credentials -> spot.prices(instance, credentials, Instant.now()))
                        .orElseGet(() ->
                                new Market.Outcome.Missing(SandboxProblem.SESSION_ENDED, "Its credentials are wiped"));
        };
    }

    private Outcome weigh(SandboxSession session, Market market, ModelChoice.Chosen model, Meter.Hold hold) {
        long end = System.nanoTime() + config.timeout().toNanos();
        Watch watch = () -> System.nanoTime() > end;
        Outlook target;
        try {
            target = outlook(session, market, market.target(), model, watch);
        } catch (IllegalArgumentException e) {
            return impossible(session, SandboxProblem.PRICES_UNAVAILABLE, "The series " + e.getMessage());
        }
        List<Outlook> others = new ArrayList<>();
        for (SeriesInput other : market.alternatives()) {
            try {
                others.add(outlook(session, market, other, model, watch));
            } catch (IllegalArgumentException e) {
                LOG.debugf("An alternative cannot be weighed: %s", e.getMessage());
            }
        }
        Verdict verdict = Verdict.of(target, others, config.risk(), config.worthwhile());
        long units = (1 + others.size()) * Cost.ofForecast(session.horizon(), model.model());
        EvaluationView view = view(session, market.target(), target, others, verdict, Cost.of(units));
        keep(session, view, model, hold);
        return new Outcome.Weighed(view);
    }

    private static Outlook outlook(
            SandboxSession session, Market market, SeriesInput prices, ModelChoice.Chosen model, Watch watch) {
        return Outlook.of(prices, model, session.horizon(), session.limitPrice(), market.hours(), watch);
    }

    private static EvaluationView view(
            SandboxSession session,
            SeriesInput prices,
            Outlook target,
            List<Outlook> others,
            Verdict verdict,
            Cost cost) {
        return new EvaluationView(
                Ids.next(),
                verdict.advice(),
                target.risk(),
                verdict.saving(),
                target.current(),
                session.limitPrice(),
                target.model(),
                EvaluationView.Distribution.of(prices, target),
                verdict.to() == null ? null : verdict.to().name(),
                others.stream().map(EvaluationView.Alternative::of).toList(),
                AutoForecaster.ENGINE_VERSION,
                cost,
                Moments.now());
    }

    private void keep(SandboxSession session, EvaluationView view, ModelChoice.Chosen model, Meter.Hold hold) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("action", view.actionId().toString());
        facts.put("recommendation", view.recommendation().label());
        facts.put("risk", view.risk());
        facts.put("expected_saving", view.expectedSaving());
        facts.put("model", view.model());
        facts.put("engine_version", view.engineVersion());
        String message = "%s: risk %.3f, expected saving %.6f over %d steps"
                .formatted(view.recommendation().label(), view.risk(), view.expectedSaving(), session.horizon());
        UUID dataset = session.target() instanceof Target.Series series ? series.datasetId() : null;
        int weighed = 1 + view.alternatives().size();
        long units = view.cost().charged();
        var used =
                new Meter.Used(session.user(), session.user(), "sandbox", dataset, model.model(), weighed, units, null);
        await(database.withTransaction(connection -> actions.insert(connection, session, view, written(view))
                .chain(() -> meter.charge(connection, used, hold))
                .chain(() -> log.info(connection, session.id(), SandboxLog.EVALUATION, message))
                .chain(() -> audit.record(connection, SandboxService.event(session, "evaluated", facts)))));
    }

    private Outcome impossible(SandboxSession session, SandboxProblem problem, String reason) {
        say(session, "error", reason);
        return new Outcome.Impossible(problem, reason);
    }

    private void say(SandboxSession session, String level, String message) {
        await(database.withTransaction(
                connection -> log.write(connection, session.id(), SandboxLog.EVALUATION, level, message)));
    }

    private String written(EvaluationView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An evaluation cannot be written", e);
        }
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().indefinitely();
    }
}
