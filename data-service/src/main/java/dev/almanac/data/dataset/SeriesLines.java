package dev.almanac.data.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/// Reads one page of the index after the other, one block at a time.
final class SeriesLines implements Iterator<SeriesLine> {
    private static final int PAGE = 100;

    private final SeriesIndex index;
    private final SeriesStore store;
    private final UUID dataset;
    private final int version;
    private List<SeriesEntry> page = List.of();
    private int inPage;
    private int next;

    SeriesLines(SeriesIndex index, SeriesStore store, UUID dataset, int version, int first) {
        this.index = index;
        this.store = store;
        this.dataset = dataset;
        this.version = version;
        this.next = first;
    }

    @Override
    public boolean hasNext() {
        if (inPage == page.size()) {
            page = index.from(dataset, version, next, PAGE).await().indefinitely();
            inPage = 0;
        }
        return inPage < page.size();
    }

    @Override
    public SeriesLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SeriesEntry entry = page.get(inPage++);
        next = entry.ordinal() + 1;
        try {
            return SeriesLine.of(entry, store.read(entry));
        } catch (IOException e) {
            throw new UncheckedIOException("Series " + entry.ordinal() + " cannot be read", e);
        }
    }

    void close() {
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
