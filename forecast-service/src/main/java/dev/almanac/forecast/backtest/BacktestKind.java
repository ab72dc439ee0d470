package dev.almanac.forecast.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.Accuracy;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobKind;
import dev.almanac.forecast.job.ResultStore;
import dev.almanac.forecast.job.SeriesResult;
import dev.almanac.forecast.series.CpuWatch;
import dev.almanac.kit.audit.AuditEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// Backtests as jobs: a leaderboard a series, and one of all at the end.
@RegisterForReflection(
        targets = {
            BacktestPlan.class,
            SeriesBacktest.class,
            SeriesBacktest.Entry.class,
            Accuracy.class,
            Leaderboard.class,
            Leaderboard.Row.class
        })
@ApplicationScoped
class BacktestKind implements JobKind {

    static final String NAME = "backtest";

    private final ObjectMapper json;

    BacktestKind(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Worker worker(Job job, String details) {
        BacktestPlan plan = read(details, BacktestPlan.class);
        return (placed, watch) -> {
            var series = placed.series();
            SeriesBacktest backtest = SeriesBacktest.of(series, plan, new CpuWatch(watch));
            String best =
                    backtest.error() == null ? backtest.leaderboard().getFirst().model() : null;
            return new SeriesResult(
                    placed.ordinal(),
                    series.id(),
                    best,
                    null,
                    null,
                    series.start(),
                    series.lastObserved(),
                    null,
                    write(backtest));
        };
    }

    @Override
    public Ending ending(Job job, String details, ResultStore results) {
        Leaderboard.Sums sums = new Leaderboard.Sums();
        results.forEach(job.id(), body -> sums.add(read(body, SeriesBacktest.class)));
        Leaderboard leaderboard = sums.leaderboard();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("engine_version", AutoForecaster.ENGINE_VERSION);
        data.put("series", leaderboard.series());
        data.put("failed", leaderboard.failed());
        if (!leaderboard.leaderboard().isEmpty()) {
            data.put("best", leaderboard.leaderboard().getFirst().model());
        }
        AuditEvent event =
                AuditEvent.by(job.creator(), job.owner(), "backtest.completed", "backtest/" + job.id(), data, Map.of());
        return new Ending(AutoForecaster.ENGINE_VERSION, null, write(leaderboard), null, leaderboard.series(), event);
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was stored of a backtest is damaged", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A backtest cannot be written", e);
        }
    }
}
