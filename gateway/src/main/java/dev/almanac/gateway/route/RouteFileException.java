package dev.almanac.gateway.route;

import java.util.List;

/// A route file that says nothing, or not what it means.
public final class RouteFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    RouteFileException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /// One sentence each, starting with the place in the file.
    public List<String> faults() {
        return faults;
    }
}
