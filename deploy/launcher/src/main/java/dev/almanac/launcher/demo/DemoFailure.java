package dev.almanac.launcher.demo;

/// Why the demo did not end well.
public final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoFailure(String message) {
        super(message);
    }
}
