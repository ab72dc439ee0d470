package dev.almanac.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads values out of a document and notes what is wrong with them, each with its place, instead of stopping at the
/// first.
final class DocumentReader {

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})([SMHD])");
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([KMG]?)");
    private static final int KILO = 1024;

    private final List<String> faults = new ArrayList<>();

    List<String> faults() {
        return faults;
    }

    void fault(String place, String what) {
        faults.add(place + ": " + what);
    }

    /// Notes every key that means nothing.
    void known(JsonNode object, String place, Set<String> keys) {
        object.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                fault(
                        place + "." + key,
                        "unknown; known are "
                                + String.join(", ", keys.stream().sorted().toList()));
            }
        });
    }

    void each(JsonNode document, String key, BiConsumer<String, JsonNode> reader) {
        JsonNode list = document.path(key);
        if (!list.isArray()) {
            fault(key, "must be a list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            reader.accept(key + "[" + i + "]", list.get(i));
        }
    }

    void eachNamed(JsonNode document, String key, BiConsumer<String, JsonNode> reader) {
        JsonNode object = document.path(key);
        if (!object.isObject()) {
            fault(key, "must be an object");
            return;
        }
        object.properties().forEach(entry -> reader.accept(entry.getKey(), entry.getValue()));
    }

    Optional<String> text(JsonNode object, String place, String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(place + "." + key, "must be a text");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    String neededText(JsonNode object, String place, String key) {
        Optional<String> text = text(object, place, key);
        if (text.isEmpty() && object.path(key).isMissingNode()) {
            fault(place, "needs " + key);
        }
        return text.orElse("");
    }

    List<String> texts(JsonNode object, String place, String key) {
        JsonNode list = object.path(key);
        List<String> texts = new ArrayList<>();
        if (list.isMissingNode()) {
            return texts;
        }
        if (!list.isArray()) {
            fault(place + "." + key, "must be a list");
            return texts;
        }
        list.forEach(value -> {
            if (value.isTextual()) {
                texts.add(value.textValue());
            } else {
                fault(place + "." + key, "must be a list of texts");
            }
        });
        return texts;
    }

    long number(JsonNode object, String place, String key, long otherwise, long most) {
        JsonNode value = object.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.longValue() < 1 || value.longValue() > most) {
            fault(place + "." + key, "must be a whole number from 1 to " + most);
            return otherwise;
        }
        return value.longValue();
    }

    boolean flag(JsonNode object, String place, String key, boolean otherwise) {
        JsonNode value = object.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            fault(place + "." + key, "must be true or false");
        }
        return value.isBoolean() ? value.booleanValue() : otherwise;
    }

    Duration duration(JsonNode object, String place, String key, Duration otherwise) {
        return text(object, place, key)
                .map(text -> {
                    Matcher matcher = DURATION.matcher(text);
                    if (!matcher.matches()) {
                        fault(place + "." + key, "must be a duration such as 30S, 5M, 1H or 1D");
                        return otherwise;
                    }
                    long count = Long.parseLong(matcher.group(1));
                    return switch (matcher.group(2)) {
                        case "S" -> Duration.ofSeconds(count);
                        case "M" -> Duration.ofMinutes(count);
                        case "H" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
                })
                .orElse(otherwise);
    }

    /// @param anything the word for no limit
    long size(JsonNode object, String place, String key, long otherwise, String anything) {
        JsonNode value = object.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (value.asText().equals(anything)) {
            return Long.MAX_VALUE;
        }
        Matcher matcher = SIZE.matcher(value.asText());
        if (!matcher.matches()) {
            fault(place + "." + key, "must be a size such as 64K or 16M, or " + anything);
            return otherwise;
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "K" -> count * KILO;
            case "M" -> count * KILO * KILO;
            case "G" -> count * KILO * KILO * KILO;
            default -> count;
        };
    }

    <E extends Enum<E>> E choice(JsonNode object, String place, String key, Class<E> type, E otherwise) {
        return text(object, place, key)
                .flatMap(text -> {
                    Optional<E> choice = Arrays.stream(type.getEnumConstants())
                            .filter(each -> word(each).equals(text))
                            .findFirst();
                    if (choice.isEmpty()) {
                        fault(
                                place + "." + key,
                                "must be one of "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(type.getEnumConstants())
                                                        .map(DocumentReader::word)
                                                        .toList()));
                    }
                    return choice;
                })
                .orElse(otherwise);
    }

    /// As a constant is written in the file.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
