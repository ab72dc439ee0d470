package dev.almanac.gateway.door;

import dev.almanac.gateway.limit.Concurrency;
import dev.almanac.gateway.limit.LimitConfig;
import jakarta.inject.Singleton;

/// How many uploads and WebSockets somebody has open at a time.
@Singleton
class AtOnce implements Filter {

    private static final int RETRY_SECONDS = 5;

    private final Concurrency uploads;
    private final Concurrency sockets;

    AtOnce(LimitConfig config) {
        this.uploads = new Concurrency(config.uploads());
        this.sockets = new Concurrency(config.webSockets());
    }

    @Override
    public void apply(Visit visit) {
        if (visit.caller() == null || !visit.route().isUpload()) {
            visit.pass();
            return;
        }
        String user = visit.exchange().user();
        if (uploads.enter(user)) {
            visit.whenOver(() -> uploads.leave(user));
            visit.pass();
        } else {
            refuse(visit, "concurrent-uploads", uploads.most() + " uploads");
        }
    }

    /// @return whether one more WebSocket may be opened; then [#leaveSocket] must follow once
    boolean entersSocket(Visit visit) {
        if (sockets.enter(visit.exchange().user())) {
            return true;
        }
        refuse(visit, "concurrent-web-sockets", sockets.most() + " WebSockets");
        return false;
    }

    void leaveSocket(String user) {
        sockets.leave(user);
    }

    private static void refuse(Visit visit, String policy, String most) {
        visit.exchange().refuseOverLimit(policy, "At most " + most + " at a time; end one first", RETRY_SECONDS);
    }
}
