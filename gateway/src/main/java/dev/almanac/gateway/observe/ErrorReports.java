package dev.almanac.gateway.observe;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Reports what is logged as an error to Sentry, where a DSN is set, with everything taken out that looks like a
/// secret.
@Singleton
class ErrorReports {

    private final ObserveConfig config;

    ErrorReports(ObserveConfig config) {
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        config.sentryDsn().ifPresent(dsn -> {
            Sentry.init(options -> {
                options.setDsn(dsn);
                options.setSendDefaultPii(false);
                options.setTracesSampleRate(config.tracesShare());
                options.setBeforeSend((report, hint) -> scrubbed(report));
            });
            Logger.getLogger("").addHandler(new Reporting());
        });
    }

    void stop(@Observes ShutdownEvent event) {
        if (config.sentryDsn().isPresent()) {
            Sentry.close();
        }
    }

    private static SentryEvent scrubbed(SentryEvent report) {
        Message message = report.getMessage();
        if (message != null) {
            message.setFormatted(Secrets.withoutSecrets(message.getFormatted()));
            message.setMessage(null);
            message.setParams(null);
        }
        if (report.getExceptions() != null) {
            report.getExceptions().forEach(each -> each.setValue(Secrets.withoutSecrets(each.getValue())));
        }
        report.setRequest(null);
        report.setUser(null);
        report.setServerName(null);
        report.setBreadcrumbs(null);
        return report;
    }

    /// Hands errors of the log on.
    private static final class Reporting extends Handler {

        Reporting() {
            setLevel(Level.SEVERE);
        }

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                SentryEvent report = new SentryEvent(record.getThrown());
                Message message = new Message();
                message.setFormatted(record.getMessage());
                report.setMessage(message);
                report.setLogger(record.getLoggerName());
                report.setLevel(SentryLevel.ERROR);
                Sentry.captureEvent(report);
            }
        }

        @Override
        public void flush() {
            // Sentry sends in the background
        }

        @Override
        public void close() {
            // ErrorReports closes Sentry
        }
    }
}
