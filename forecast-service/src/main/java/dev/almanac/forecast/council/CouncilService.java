package dev.almanac.forecast.council;

import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes councils, and says who votes in them and for whom they decide. A change holds the council's row; proposals
/// that it touches are counted again.
@ApplicationScoped
class CouncilService {

    private static final int PORTION = 200;

    private final Pool database;
    private final CouncilRepository councils;
    private final ProposalRepository proposals;
    private final Decisions decisions;
    private final AuditOutbox audit;

    CouncilService(
            Pool database,
            CouncilRepository councils,
            ProposalRepository proposals,
            Decisions decisions,
            AuditOutbox audit) {
        this.database = database;
        this.councils = councils;
        this.proposals = proposals;
        this.decisions = decisions;
        this.audit = audit;
    }

    Uni<Council> create(Caller caller, CouncilRequests.NewCouncil request) {
        List<UUID> operators = request.operators() == null ? List.of() : request.operators();
        if (!operators.isEmpty()) {
            requireEnough(operators, request.threshold());
        }
        List<UUID> governs = request.governs() == null ? List.of() : request.governs();
        UUID id = Ids.next();
        return database.withTransaction(connection -> councils.insert(connection, id, caller.userId(), request)
                .invoke(inserted -> {
                    if (!inserted) {
                        throw CouncilProblem.COUNCIL_NAME_TAKEN.because("Choose another one");
                    }
                })
                .chain(() -> councils.setOperators(connection, id, operators))
                .chain(() -> councils.setGoverned(connection, id, governs))
                .chain(() -> council(connection, id))
                .call(made -> audit.record(connection, event(caller, made, "created"))));
    }

    /// Votes of who is removed do not count any more, so open proposals are counted again.
    Uni<Council> setOperators(Caller caller, UUID id, List<UUID> operators) {
        return database.withTransaction(connection -> council(connection, id)
                .invoke(council -> requireEnough(operators, council.threshold()))
                .call(() -> councils.setOperators(connection, id, operators))
                .chain(() -> council(connection, id))
                .call(council -> audit.record(connection, event(caller, council, "operators-set")))
                .call(council -> each(
                        connection, id, proposal -> decisions.decide(connection, council, proposal, caller.userId()))));
    }

    /// What is proposed about owners for whom it decides no more is closed.
    Uni<Council> setGoverned(Caller caller, UUID id, List<UUID> governs) {
        return database.withTransaction(connection -> council(connection, id)
                .call(() -> councils.setGoverned(connection, id, governs))
                .chain(() -> council(connection, id))
                .call(council -> audit.record(connection, event(caller, council, "governed-set")))
                .call(council -> each(
                        connection,
                        id,
                        proposal -> council.governs().contains(proposal.owner())
                                ? Uni.createFrom().voidItem()
                                : decisions.release(connection, proposal, caller.userId()))));
    }

    /// With its proposals; what it decided stays done, and in the log.
    Uni<Void> delete(Caller caller, UUID id) {
        return database.withTransaction(connection -> council(connection, id)
                .call(council ->
                        each(connection, id, proposal -> decisions.release(connection, proposal, caller.userId())))
                .call(council -> audit.record(connection, event(caller, council, "deleted")))
                .chain(() -> councils.delete(connection, id)));
    }

    private Uni<Void> each(SqlConnection connection, UUID council, Function<Proposal, Uni<Void>> work) {
        return proposals.open(connection, council).chain(open -> Decisions.each(open, work));
    }

    private static void requireEnough(List<UUID> operators, int threshold) {
        if (operators.stream().distinct().count() < threshold) {
            throw Mistakes.one("operators", "too-few", "must be at least %d, the threshold".formatted(threshold));
        }
    }

    private Uni<Council> council(SqlConnection connection, UUID id) {
        return councils.locked(connection, id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No council " + id + " of yours");
    }

    /// As it is after the change: who votes and for whom it decides can be shown to an auditor, and erased.
    private static AuditEvent event(Caller caller, Council council, String what) {
        Map<String, String> personal = new LinkedHashMap<>();
        personal.put("name", council.name());
        list(personal, "operators", council.operators());
        list(personal, "governs", council.governs());
        return AuditEvent.of(
                caller.userId(),
                "council." + what,
                "council/" + council.id(),
                Map.of(
                        "threshold", council.threshold(),
                        "operators", council.operators().size(),
                        "governs", council.governs().size()),
                personal);
    }

    /// In portions, for the log takes no longer values.
    private static void list(Map<String, String> personal, String name, List<UUID> ids) {
        for (int from = 0; from < ids.size(); from += PORTION) {
            String listed = ids.subList(from, Math.min(ids.size(), from + PORTION)).stream()
                    .map(UUID::toString)
                    .collect(Collectors.joining(" "));
            personal.put(from == 0 ? name : name + "_" + (from / PORTION + 1), listed);
        }
    }
}
