package dev.almanac.forecast.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.kit.security.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/// SHA-256 over the RFC 8785 form of `{engine_version, forecasts:[...], horizon, levels}` as the API answers it,
/// computed one forecast at a time, so that any number of series fits.
public final class ResultDigest {

    private final MessageDigest digest;
    private boolean first = true;

    public ResultDigest() {
        this.digest = Sha256.digest();
        add(head(AutoForecaster.ENGINE_VERSION));
    }

    /// @param canonical one forecast in canonical form, in order of its series
    public void append(String canonical) {
        add(first ? canonical : "," + canonical);
        first = false;
    }

    /// Lower-case hex.
    public String finish(ForecastOptions options, ObjectMapper json) {
        add(tail(options, json));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// What comes before the forecasts in the canonical answer.
    ///
    /// @param engineVersion of the engine that made them
    public static String head(String engineVersion) {
        return "{\"engine_version\":\"" + engineVersion + "\",\"forecasts\":[";
    }

    /// What comes after the forecasts in the canonical answer.
    public static String tail(ForecastOptions options, ObjectMapper json) {
        return "],\"horizon\":" + options.horizon() + ",\"levels\":" + canonical(options.levels(), json) + "}";
    }

    /// Lower-case hex, of the text's UTF-8 form.
    public static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }

    /// The RFC 8785 form.
    public static String canonical(SeriesForecast forecast, ObjectMapper json) {
        return canonical((Object) forecast, json);
    }

    /// The RFC 8785 form of anything that Jackson writes.
    public static String canonical(Object value, ObjectMapper json) {
        try {
            return new JsonCanonicalizer(json.writeValueAsString(value)).getEncodedString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A forecast cannot be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A forecast has no canonical form", e);
        }
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
