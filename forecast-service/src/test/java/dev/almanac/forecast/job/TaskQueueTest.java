package dev.almanac.forecast.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.forecast.dataset.DatasetClient.Dataset;
import dev.almanac.forecast.job.JobService.Order;
import dev.almanac.forecast.job.TaskQueue.Kept;
import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The queue without workers: this test takes the tasks itself.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(TaskQueueTest.NoWorkers.class)
class TaskQueueTest {

    private static final Duration LEASE = Duration.ofMillis(700);

    @Inject
    TaskQueue queue;

    @Inject
    JobService jobs;

    @Inject
    JobOutcomes outcomes;

    @Inject
    JobRepository repository;

    @Inject
    ResultStore results;

    @Inject
    Pool database;

    public static final class NoWorkers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "forecast.job.concurrent", "0",
                    "forecast.job.chunk", "10",
                    "forecast.job.poll", "50MS",
                    "forecast.job.lease", LEASE.toMillis() + "MS");
        }
    }

    @BeforeEach
    void empty() {
        database.query("DELETE FROM forecast").executeAndAwait();
    }

    @Test
    void manyTasksOfOneJobGiveEachSeriesOnceAndThenItsEnding() {
        Job job = submit(UUID.randomUUID(), 25, Pace.USUAL);
        List<Integer> begins = new ArrayList<>();
        Kept last = new Kept.Going();
        for (Optional<Task> task = queue.claim(); task.isPresent(); task = queue.claim()) {
            begins.add(task.get().next());
            last = queue.finish(task.get(), series(task.get().next(), task.get().end()));
        }
        assertEquals(List.of(0, 10, 20), begins);
        Task ending = assertInstanceOf(Kept.Last.class, last).ending();
        assertTrue(ending.isEnding());
        assertEquals(Optional.empty(), queue.claim());
        outcomes.succeed(ending, new Counting(), null);
        assertEquals("succeeded", now(job).status());
        assertEquals(25, now(job).done());
        assertEquals(IntStream.range(0, 25).boxed().toList(), ordinals(job));
    }

    @Test
    void peopleTakeTurnsWhateverOneOfThemAsksFor() {
        UUID heavy = UUID.randomUUID();
        submit(heavy, 1_000, Pace.USUAL);
        Set<UUID> light = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            UUID person = UUID.randomUUID();
            submit(person, 1, Pace.USUAL);
            light.add(person);
        }
        List<UUID> served = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            Task task = queue.claim().orElseThrow();
            served.add(task.user());
            if (queue.finish(task, series(task.next(), task.end())) instanceof Kept.Last(Task ending)) {
                outcomes.succeed(ending, new Counting(), null);
            }
        }
        assertTrue(served.subList(0, 101).containsAll(light), "each of the hundred within one round");
        assertEquals(10, Collections.frequency(served, heavy), "the rest is the heavy one's");
    }

    @Test
    void aPersonsOwnJobsGoByPriorityThenByAge() {
        UUID person = UUID.randomUUID();
        Job low = submit(person, 1, new Pace(Pace.Priority.LOW, null));
        Job first = submit(person, 1, Pace.USUAL);
        Job second = submit(person, 1, Pace.USUAL);
        Job high = submit(person, 1, new Pace(Pace.Priority.HIGH, null));
        List<UUID> order = IntStream.range(0, 4)
                .mapToObj(i -> queue.claim().orElseThrow().job().id())
                .toList();
        assertEquals(List.of(high.id(), first.id(), second.id(), low.id()), order);
    }

    @Test
    void whatAWorkerVanishedWithIsSuspectUntilThereIsProgress() {
        submit(UUID.randomUUID(), 20, Pace.USUAL);
        queue.claim().orElseThrow();
        queue.claim().orElseThrow();
        Task suspect = claimEventually();
        assertTrue(suspect.isSuspect());
        assertEquals(Optional.empty(), queue.claimUnsuspected(), "the other one is tried later");
        queue.keep(suspect, series(suspect.next(), suspect.next() + 1), suspect.next() + 1);
        queue.release(suspect);
        Task cleared = queue.claimUnsuspected().orElseThrow();
        assertEquals(suspect.number(), cleared.number());
        assertFalse(cleared.isSuspect());
    }

    @Test
    void aWorkerThatWasThoughtDeadChangesNothing() {
        Job job = submit(UUID.randomUUID(), 5, Pace.USUAL);
        Task lost = queue.claim().orElseThrow();
        queue.keep(lost, series(0, 2), 2);
        Task taken = claimEventually();
        assertEquals(2, taken.next());
        assertEquals(1, taken.deaths());
        assertInstanceOf(Kept.Lost.class, queue.keep(lost, series(2, 5), 5));
        assertInstanceOf(Kept.Lost.class, queue.finish(lost, series(2, 5)));
        queue.retryLater(lost);
        assertInstanceOf(Kept.Last.class, queue.finish(taken, series(2, 5)));
        assertEquals(List.of(0, 1, 2, 3, 4), ordinals(job));
    }

    @Test
    void deathsCountUntilThereIsProgress() {
        submit(UUID.randomUUID(), 5, Pace.USUAL);
        queue.claim().orElseThrow();
        assertEquals(1, claimEventually().deaths());
        Task third = claimEventually();
        assertEquals(2, third.deaths());
        assertEquals(3, third.attempts());
        queue.keep(third, series(0, 1), 1);
        assertEquals(1, claimEventually().deaths());
    }

    @Test
    void racingWorkersNeverTakeTheSameTask() {
        submit(UUID.randomUUID(), 400, Pace.USUAL);
        List<Task> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> workers = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 5; n++) {
                        queue.claim().ifPresent(taken::add);
                    }
                }))
                .toList();
        workers.forEach(TaskQueueTest::join);
        assertEquals(40, taken.stream().map(Task::number).distinct().count());
    }

    @Test
    void theLastOfSeveralWorkersGetsTheEndingAndOnlyOne() {
        Job job = submit(UUID.randomUUID(), 80, Pace.USUAL);
        List<Task> tasks =
                IntStream.range(0, 8).mapToObj(i -> queue.claim().orElseThrow()).toList();
        List<Kept> kept = Collections.synchronizedList(new ArrayList<>());
        tasks.stream()
                .map(task ->
                        Thread.ofVirtual().start(() -> kept.add(queue.finish(task, series(task.next(), task.end())))))
                .toList()
                .forEach(TaskQueueTest::join);
        assertEquals(1, kept.stream().filter(Kept.Last.class::isInstance).count());
        assertEquals(80, now(job).done());
    }

    @Test
    void aCancelledJobIsNobodysAndCanBeTriedAgainFromWhereItWas() {
        UUID person = UUID.randomUUID();
        Job job = submit(person, 25, Pace.USUAL);
        Task task = queue.claim().orElseThrow();
        queue.keep(task, series(0, 4), 4);
        assertTrue(jobs.cancel(person, Set.of(person), job.id()).await().indefinitely());
        assertInstanceOf(Kept.Lost.class, queue.keep(task, List.of(), 4));
        assertEquals(Optional.empty(), queue.claim());
        assertFalse(jobs.cancel(person, Set.of(person), job.id()).await().indefinitely());
        assertInstanceOf(
                JobService.Retry.Queued.class,
                jobs.retry(person, Set.of(person), job.id()).await().indefinitely());
        assertEquals(4, queue.claim().orElseThrow().next());
        assertEquals(4, now(job).done());
    }

    @Test
    void aJobPastItsDeadlineFailsWhoeverWorksOnIt() {
        Job job = submit(
                UUID.randomUUID(),
                5,
                new Pace(Pace.Priority.NORMAL, Instant.now().plusMillis(300)));
        Task task = queue.claim().orElseThrow();
        await("the deadline has passed").until(() -> now(job).status().equals("failed"));
        assertInstanceOf(Kept.Lost.class, queue.keep(task, series(0, 1), 1));
        assertTrue(now(job).error().contains("not done by"), now(job)::error);
        assertFalse(now(job).parked());
    }

    @Test
    void whatIsParkedIsTheOperatorsToTryAgain() {
        Job job = submit(UUID.randomUUID(), 5, Pace.USUAL);
        outcomes.park(queue.claim().orElseThrow(), "5 workers ended while they worked on it");
        assertTrue(now(job).parked());
        assertInstanceOf(
                JobService.Retry.Queued.class,
                jobs.retry(UUID.randomUUID(), null, job.id()).await().indefinitely());
        assertFalse(now(job).parked());
        assertEquals(job.id(), queue.claim().orElseThrow().job().id());
    }

    @Test
    void othersWhoWaitAreNoticed() {
        submit(UUID.randomUUID(), 25, Pace.USUAL);
        Task task = queue.claim().orElseThrow();
        assertFalse(queue.othersWait(task));
        submit(UUID.randomUUID(), 1, Pace.USUAL);
        assertTrue(queue.othersWait(task));
        queue.release(task);
        assertEquals(0, queue.claim().orElseThrow().deaths());
    }

    private Task claimEventually() {
        List<Task> claimed = new ArrayList<>();
        await("a task can be taken").until(() -> {
            queue.claim().ifPresent(claimed::add);
            return !claimed.isEmpty();
        });
        return claimed.getFirst();
    }

    private Job submit(UUID person, int series, Pace pace) {
        var dataset = new Dataset(UUID.randomUUID(), "sales", 1, series, "aa", "bb", "ready");
        var options = new ForecastOptions(6, List.of(95.0), "auto", 0, ForecastDetails.NONE);
        Order order = new Order(person, person, ForecastKind.NAME, dataset, options, null, null, null, 6, pace);
        return jobs.submit(order, null).await().indefinitely();
    }

    private Job now(Job job) {
        return repository.watched(List.of(job.id())).await().indefinitely().getFirst();
    }

    private List<Integer> ordinals(Job job) {
        return database.preparedQuery("SELECT ordinal FROM forecast_result WHERE forecast_id = $1 ORDER BY ordinal")
                .execute(Tuple.of(job.id()))
                .map(rows -> rows.stream().map(row -> row.getInteger(0)).toList())
                .await()
                .indefinitely();
    }

    private static List<SeriesResult> series(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(i -> new SeriesResult(i, "s" + i, "ets", null, null, null, null, null, "{}"))
                .toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends jobs without looking at their results.
    private static final class Counting implements JobKind {
        @Override
        public String name() {
            return ForecastKind.NAME;
        }

        @Override
        public Worker worker(Job job, String details) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ending ending(Job job, String details, ResultStore results) {
            AuditEvent event =
                    AuditEvent.of(job.owner(), "forecast.sealed", "forecast/" + job.id(), Map.of(), Map.of());
            return new Ending("1", "00", null, "retrospective", 1, event);
        }
    }
}
