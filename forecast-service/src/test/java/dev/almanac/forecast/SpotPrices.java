package dev.almanac.forecast;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// EC2 as far as it tells spot prices: answers in the form of the examples of its documentation (API reference of
/// Amazon
/// EC2, DescribeSpotPriceHistory, version 2016-11-15; errors: the same reference, AuthFailure), in two pages. Ten days
/// of
/// prices of three zones: `a` dear and wild, `b` cheap and calm, `c` in between. The secret decides, by the signature:
/// the access key `AKIAREFUSED` is refused.
final class SpotPrices implements HttpHandler {

    private static final int DAYS = 10;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        boolean refused = signature == null || signature.contains("Credential=AKIAREFUSED/");
        boolean second = request.contains("NextToken=more");
        byte[] body = (refused ? failure() : prices(second ? List.of("c") : List.of("a", "b"), second))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml;charset=UTF-8");
        exchange.sendResponseHeaders(refused ? 401 : 200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String prices(List<String> zones, boolean last) {
        StringBuilder items = new StringBuilder();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (String zone : zones) {
            for (int hour = DAYS * 24; hour > 0; hour -= 2) {
                items.append("""
                        <item>
                          <instanceType>m5.large</instanceType>
                          <productDescription>Linux/UNIX</productDescription>
                          <spotPrice>%s</spotPrice>
                          <timestamp>%s</timestamp>
                          <availabilityZone>eu-central-1%s</availabilityZone>
                        </item>
                        """.formatted(price(zone, hour), now.minus(hour, ChronoUnit.HOURS), zone));
            }
        }
        return """
                <DescribeSpotPriceHistoryResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                  <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
                  <spotPriceHistorySet>%s</spotPriceHistorySet>
                  <nextToken>%s</nextToken>
                </DescribeSpotPriceHistoryResponse>
                """.formatted(items, last ? "" : "more");
    }

    private static String price(String zone, int hour) {
        double wave = Math.abs(Math.sin(hour * 12.9898) * 43758.5453 % 1);
        double price = switch (zone) {
            case "a" -> 0.08 + 0.06 * wave;
            case "b" -> 0.035 + 0.002 * wave;
            default -> 0.06 + 0.004 * wave;
        };
        return "%.6f".formatted(price);
    }

    private static String failure() {
        return """
                <Response><Errors><Error><Code>AuthFailure</Code>
                <Message>AWS was not able to validate the provided access credentials</Message></Error></Errors>
                <RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>
                """;
    }
}
