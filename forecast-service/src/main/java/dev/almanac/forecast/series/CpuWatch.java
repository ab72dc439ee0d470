package dev.almanac.forecast.series;

import dev.almanac.engine.Watch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Counts the processor time of the thread that fits.
public record CpuWatch(Watch inner) implements Watch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public boolean cancelled() {
        return inner.cancelled();
    }

    @Override
    public long cpuNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
