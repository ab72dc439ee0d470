package dev.almanac.kit;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// Work on many things where one has to end before the next begins, as in one database session.
public final class OneByOne {

    private OneByOne() {}

    /// Ends with the first failure; what comes after it is not begun.
    public static <T> Uni<Void> each(Iterable<T> things, Function<T, Uni<?>> work) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (T thing : things) {
            done = done.chain(() -> work.apply(thing).replaceWithVoid());
        }
        return done;
    }
}
