package dev.almanac.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneByOneTest {

    @Test
    void nothingBeginsBeforeWhatCameBeforeItHasEnded() {
        List<String> begun = new ArrayList<>();
        List<UniEmitter<? super String>> open = new ArrayList<>();
        Uni<Void> all = OneByOne.each(List.of("a", "b"), thing -> {
            begun.add(thing);
            return Uni.createFrom().<String>emitter(open::add);
        });
        assertEquals(List.of(), begun);

        all.subscribe().with(done -> begun.add("end"));
        assertEquals(List.of("a"), begun);
        open.get(0).complete("");
        assertEquals(List.of("a", "b"), begun);
        open.get(1).complete("");
        assertEquals(List.of("a", "b", "end"), begun);
    }

    @Test
    void theFirstFailureIsTheEnd() {
        List<Integer> begun = new ArrayList<>();
        Uni<Void> all = OneByOne.each(List.of(1, 2, 3), thing -> {
            begun.add(thing);
            return thing == 2
                    ? Uni.createFrom().failure(new IllegalStateException("two"))
                    : Uni.createFrom().item(thing);
        });

        assertThrows(IllegalStateException.class, () -> all.await().indefinitely());
        assertEquals(List.of(1, 2), begun);
    }
}
