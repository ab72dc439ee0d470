package dev.almanac.forecast.council;

import dev.almanac.forecast.notice.Notice;
import dev.almanac.forecast.notice.Notices;
import dev.almanac.forecast.webhook.NoticeType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Tells how a proposal ended: whoever proposed it, the council's operators, and whoever owns what it is about.
@ApplicationScoped
class DecisionNotices {

    private final Notices notices;

    DecisionNotices(Notices notices) {
        this.notices = notices;
    }

    Uni<Void> tell(
            SqlConnection connection, Proposal proposal, String status, String outcome, Map<String, Object> data) {
        return connection
                .preparedQuery("""
                        SELECT c.name, ARRAY(SELECT user_id FROM council_operator WHERE council_id = c.id) AS operators
                        FROM council c WHERE c.id = $1""")
                .execute(Tuple.of(proposal.council()))
                .map(rows -> rows.iterator().next())
                .map(council ->
                        notice(council, proposal, sentence(council.getString("name"), proposal, status, outcome), data))
                .chain(notice -> notices.tell(connection, notice));
    }

    private static String sentence(String council, Proposal proposal, String status, String outcome) {
        String what = proposal.kind().words();
        if (!status.equals("expired")) {
            return "The proposal to %s is %s by the council %s".formatted(what, status, council);
        }
        return outcome == null
                ? "The proposal to %s has run out in the council %s".formatted(what, council)
                : "The proposal to %s is closed in the council %s: %s".formatted(what, council, outcome);
    }

    private static Notice notice(Row council, Proposal proposal, String sentence, Map<String, Object> data) {
        Set<UUID> people = new HashSet<>(Arrays.asList(council.getArrayOfUUIDs("operators")));
        people.add(proposal.proposer());
        people.add(proposal.owner());
        return new Notice(
                NoticeType.COUNCIL_DECIDED, proposal.owner(), people, proposal.owner(), sentence, "/councils", data);
    }
}
