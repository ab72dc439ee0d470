package dev.almanac.forecast.lab;

import dev.almanac.forecast.series.Mistakes;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a model can be assigned to.
///
/// @param name as it is stored: a dataset, `dataset/series`, or an instance, `type/zone`
/// @param dataset null for an instance
/// @param series null for a whole dataset, and for an instance
record LabTarget(String name, UUID dataset, String series) {

    private static final Pattern INSTANCE = Pattern.compile("[a-z0-9][a-z0-9.-]*/[a-z0-9-]+");

    /// Ids of datasets may come in capitals; what is no target at all is refused.
    static LabTarget of(String given) {
        String[] parts = given.split("/", 2);
        Optional<UUID> dataset = dataset(parts[0]);
        if (dataset.isPresent()) {
            return parts.length == 1
                    ? new LabTarget(dataset.get().toString(), dataset.get(), null)
                    : new LabTarget(dataset.get() + "/" + parts[1], dataset.get(), parts[1]);
        }
        if (!INSTANCE.matcher(given).matches()) {
            throw Mistakes.one(
                    "target", "invalid", "must be a dataset's id, dataset/series, or type/zone of an instance");
        }
        return new LabTarget(given, null, null);
    }

    private static Optional<UUID> dataset(String id) {
        try {
            UUID parsed = UUID.fromString(id);
            return parsed.toString().equals(id.toLowerCase(Locale.ROOT)) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
