package dev.almanac.engine;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One likelihood, one fit, one whole forecast, on made-up series of 120 observations with trend, season and noise. In
/// the engine's package, because the kernels are nobody else's business.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    private static final int LENGTH = 120;

    @Param({"1", "12"})
    private int season;

    private double[] y;
    private EtsModel model;
    private EtsParameters parameters;
    private double[] seasonal;
    private ArimaOrder order;

    /// Makes the series.
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        y = new double[LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            y[t] = 100 + t + 10 * StrictMath.sin(2 * Math.PI * t / 12) + 5 * random.nextGaussian();
        }
        EtsModel.Season kind = season > 1 ? EtsModel.Season.ADDITIVE : EtsModel.Season.NONE;
        model = new EtsModel(false, EtsModel.Trend.DAMPED, kind);
        parameters = new EtsParameters(0.3, 0.05, season > 1 ? 0.1 : 0, 0.95);
        seasonal = new double[season > 1 ? season : 0];
        order = new ArimaOrder(0, 1, 1, 0, season > 1 ? 1 : 0, season > 1 ? 1 : 0, season, false);
    }

    @Benchmark
    public double etsLikelihood() {
        return Ets.criterion(y, model, new EtsState(model, parameters, 100, 1, seasonal.clone(), 0));
    }

    @Benchmark
    public Object etsFit() {
        return new Ets(season).fit(y);
    }

    @Benchmark
    public Object thetaFit() {
        return new Theta(season).fit(y);
    }

    @Benchmark
    public Object dynamicThetaFit() {
        return new DynamicTheta(season, true).fit(y);
    }

    @Benchmark
    public Object arimaOneModel() {
        return ArimaFit.of(y, new double[0][], order);
    }

    @Benchmark
    public Object arimaSearch() {
        return new Arima(season).fit(y);
    }

    @Benchmark
    public Object automaticForecast() {
        return AutoForecaster.forecast(
                y, new AutoForecaster.Task(12, season, AutoForecaster.AUTO, 0, 80, 95), Watch.NONE);
    }
}
