package dev.almanac.audit.search;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/// Where one reader of the growing log stands.
final class EventFollower {

    private static final int AT_ONCE = 200;
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int LOOKS_WHILE_QUIET = 50;

    private final Events events;
    private final Visibility visible;
    private final EventFilter filter;
    private long last;

    EventFollower(Events events, Visibility visible, EventFilter filter, long last) {
        this.events = events;
        this.visible = visible;
        this.filter = filter;
        this.last = last;
    }

    /// The entries that follow, as soon as there are any; none after 15 quiet seconds.
    Uni<List<EventView>> next() {
        return look(LOOKS_WHILE_QUIET);
    }

    private Uni<List<EventView>> look(int looks) {
        return events.oldest(visible, filter, last, AT_ONCE).chain(found -> {
            if (!found.isEmpty()) {
                last = found.getLast().seq();
            }
            return found.isEmpty() && looks > 0
                    ? Uni.createFrom().voidItem().onItem().delayIt().by(LOOK).chain(() -> look(looks - 1))
                    : Uni.createFrom().item(found);
        });
    }
}
