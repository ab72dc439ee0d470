package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.series.SeriesInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClientBuilder;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/// Spot prices of EC2, read with the session's own credentials; nothing else is ever asked of the cloud. Prices come
/// when they change; each hour has the price that held at its end.
@ApplicationScoped
class SpotPriceClient {

    private static final Logger LOG = Logger.getLogger(SpotPriceClient.class);
    private static final String SYSTEM = "Linux/UNIX";
    private static final int MOST_PRICES = 100_000;
    private static final int FEWEST_HOURS = 12;
    private static final int DENIED = 401;
    private static final int FORBIDDEN = 403;
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final SandboxConfig config;

    SpotPriceClient(SandboxConfig config) {
        this.config = config;
    }

    /// Blocks.
    Market.Outcome prices(Target.Instance target, Credentials credentials, Instant now) {
        try (Ec2AsyncClient ec2 = client(target, credentials)) {
            return market(target, read(ec2, target, now), now);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Ec2Exception answer
                    && (answer.statusCode() == DENIED || answer.statusCode() == FORBIDDEN)) {
                return missing(
                        SandboxProblem.CREDENTIALS_REFUSED,
                        answer.awsErrorDetails().errorCode());
            }
            LOG.warnf("EC2 does not answer as it should: %s", e.getCause());
            return missing(SandboxProblem.PRICES_UNAVAILABLE, "EC2 does not answer as it should; try again later");
        }
    }

    private Ec2AsyncClient client(Target.Instance target, Credentials credentials) {
        Ec2AsyncClientBuilder builder = Ec2AsyncClient.builder()
                .region(Region.of(target.awsRegion()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey())))
                .overrideConfiguration(override -> override.apiCallTimeout(WITHIN))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder());
        config.ec2Endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private List<SpotPrice> read(Ec2AsyncClient ec2, Target.Instance target, Instant now) {
        List<SpotPrice> prices = new ArrayList<>();
        long end = System.nanoTime() + config.timeout().toNanos();
        String next = null;
        do {
            DescribeSpotPriceHistoryResponse page = ec2.describeSpotPriceHistory(
                            DescribeSpotPriceHistoryRequest.builder()
                                    .instanceTypesWithStrings(target.instanceType())
                                    .productDescriptions(SYSTEM)
                                    .startTime(now.minus(config.history()))
                                    .endTime(now)
                                    .nextToken(next)
                                    .build())
                    .join();
            prices.addAll(page.spotPriceHistory());
            next = page.nextToken();
        } while (next != null && !next.isEmpty() && prices.size() < MOST_PRICES && System.nanoTime() < end);
        return prices;
    }

    private Market.Outcome market(Target.Instance target, List<SpotPrice> prices, Instant now) {
        Map<String, TreeMap<Instant, Double>> zones = new TreeMap<>();
        for (SpotPrice price : prices) {
            zones.computeIfAbsent(price.availabilityZone(), zone -> new TreeMap<>())
                    .put(price.timestamp(), Double.parseDouble(price.spotPrice()));
        }
        Instant from = now.minus(config.history());
        TreeMap<Instant, Double> own = zones.remove(target.availabilityZone());
        SeriesInput hours = own == null ? null : hourly(target.name(), own, from, now);
        if (hours == null || hours.values().length < FEWEST_HOURS) {
            return missing(
                    SandboxProblem.PRICES_UNAVAILABLE,
                    "EC2 has too few prices of %s in %s".formatted(target.instanceType(), target.availabilityZone()));
        }
        List<SeriesInput> others = zones.entrySet().stream()
                .map(zone -> hourly(target.instanceType() + "/" + zone.getKey(), zone.getValue(), from, now))
                .filter(series -> series.values().length >= FEWEST_HOURS)
                .limit(config.alternatives())
                .toList();
        return new Market.Outcome.Found(new Market(hours, others, 1));
    }

    /// From the hour of the first price to the last full hour before now. The first price may be older than what was
    /// asked for: it is the one that held then.
    static SeriesInput hourly(String name, TreeMap<Instant, Double> prices, Instant from, Instant now) {
        Instant begin = prices.firstKey().isBefore(from) ? from : prices.firstKey();
        Instant first = begin.truncatedTo(ChronoUnit.HOURS);
        int count = Math.toIntExact(Math.max(0, ChronoUnit.HOURS.between(first, now)));
        double[] values = new double[count];
        for (int hour = 0; hour < count; hour++) {
            Instant end = first.plus(hour + 1L, ChronoUnit.HOURS);
            values[hour] = prices.floorEntry(end).getValue();
        }
        boolean constant = Arrays.stream(values).distinct().count() <= 1;
        int season = constant ? 1 : 24;
        return new SeriesInput(
                name, "h", season, false, first, Duration.ofHours(1).toMillis(), ZoneOffset.UTC, values);
    }

    private static Market.Outcome missing(SandboxProblem problem, String reason) {
        return new Market.Outcome.Missing(problem, reason);
    }
}
