package dev.almanac.forecast.upkeep;

import dev.almanac.forecast.schedule.Schedule;
import dev.almanac.forecast.tick.Heartbeat;
import dev.almanac.forecast.tick.Ticker;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Does chores when they are due. Every replica looks; a row says which of them does it.
@ApplicationScoped
class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final Map<String, Chore> chores;
    private final ChoreRepository repository;
    private final UpkeepConfig config;
    private final Ticker ticker = new Ticker("upkeep", this::look);

    Upkeep(@All List<Chore> chores, ChoreRepository repository, UpkeepConfig config) {
        this.chores = chores.stream().collect(Collectors.toMap(Chore::name, Function.identity()));
        this.repository = repository;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.poll().isPositive()) {
            chores.values().forEach(chore -> repository.know(chore.name(), next(chore)));
            ticker.start(config.poll());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.stop();
    }

    private void look() {
        Optional<ChoreRepository.Begun> due = claim();
        while (due.isPresent()) {
            run(due.get());
            due = claim();
        }
    }

    private Optional<ChoreRepository.Begun> claim() {
        return repository.claim(List.copyOf(chores.keySet()), config.lease());
    }

    private void run(ChoreRepository.Begun begun) {
        Chore chore = chores.get(begun.name());
        Heartbeat beating = new Heartbeat(
                "the chore " + begun.name(), config.lease(), () -> repository.prolong(begun, config.lease()));
        try {
            int handled = chore.run();
            repository.finished(begun, handled, null, next(chore));
        } catch (RuntimeException e) {
            LOG.errorf(e, "The chore %s failed", begun.name());
            repository.finished(begun, null, String.valueOf(e.getMessage()), next(chore));
        } finally {
            beating.stop();
        }
    }

    private static Instant next(Chore chore) {
        return Schedule.of(chore.cron(), "UTC").next(Instant.now()).orElseThrow();
    }
}
