package dev.almanac.gateway.limit;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// The quotas of the settings, which stand against those of the route file.
public final class LimitQuotas implements BiFunction<String, Long, Long> {

    private final Map<String, OptionalLong> settings;

    public LimitQuotas(LimitConfig config) {
        this.settings = Map.ofEntries(
                Map.entry("second", config.second()),
                Map.entry("user", config.user()),
                Map.entry("user-day", config.userDay()),
                Map.entry("user-keys", config.userKeys()),
                Map.entry("address", config.address()),
                Map.entry("anonymous-hour", config.anonymousHour()),
                Map.entry("anonymous-day", config.anonymousDay()),
                Map.entry("sign-in", config.signIn()),
                Map.entry("sign-up", config.signUp()),
                Map.entry("log", config.log()),
                Map.entry("expensive", config.expensive()));
    }

    @Override
    public Long apply(String limit, Long file) {
        return settings.getOrDefault(limit, OptionalLong.empty()).orElse(file);
    }
}
