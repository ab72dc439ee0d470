package dev.almanac.forecast.council;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    /// Votes of operators 0, 1, 2, ... in order: y, n, a, or - for none. Operator 0 proposed it.
    @ParameterizedTest
    @CsvSource({
        "3, 2, ---, OPEN",
        "3, 2, y--, OPEN",
        "3, 2, yy-, APPROVED",
        "3, 2, -yy, APPROVED",
        "3, 2, n--, OPEN",
        "3, 2, nn-, REJECTED",
        "3, 2, aa-, OPEN",
        "3, 2, yna, OPEN",
        "3, 2, ynn, REJECTED",
        "3, 1, y--, OPEN",
        "3, 1, yy-, APPROVED",
        "3, 1, -y-, APPROVED",
        "3, 3, yyn, REJECTED",
        "1, 1, y, OPEN",
        "2, 3, yy, REJECTED",
    })
    void votesDecideAsSoonAsTheyCan(int operators, int threshold, String votes, Tally.Decision expected) {
        List<UUID> people = people(operators);
        assertEquals(
                expected,
                Tally.of(ballots(people, votes), Set.copyOf(people), threshold, people.getFirst())
                        .decision());
    }

    @ParameterizedTest
    @CsvSource({"yy-, 1, OPEN", "yyy, 1, APPROVED", "-yy, 2, OPEN"})
    void votesOfWhoIsNoOperatorAnyMoreDoNotCount(String votes, int removed, Tally.Decision expected) {
        List<UUID> people = people(4);
        Set<UUID> left = new LinkedHashSet<>(people);
        left.remove(people.get(removed));
        assertEquals(
                expected,
                Tally.of(ballots(people, votes), left, 2, people.getFirst()).decision());
    }

    private static List<UUID> people(int count) {
        List<UUID> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(new UUID(0, i));
        }
        return people;
    }

    private static List<Tally.Ballot> ballots(List<UUID> people, String votes) {
        List<Tally.Ballot> ballots = new ArrayList<>();
        for (int i = 0; i < votes.length(); i++) {
            switch (votes.charAt(i)) {
                case 'y' -> ballots.add(new Tally.Ballot(people.get(i), "yes"));
                case 'n' -> ballots.add(new Tally.Ballot(people.get(i), "no"));
                case 'a' -> ballots.add(new Tally.Ballot(people.get(i), "abstain"));
                default -> {}
            }
        }
        return ballots;
    }
}
