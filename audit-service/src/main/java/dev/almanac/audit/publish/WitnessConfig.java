package dev.almanac.audit.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who watches this log, and which logs this service watches.
@ConfigMapping(prefix = "audit.witness")
public interface WitnessConfig {

    /// The witnesses of this log, by any name: `audit.witness.peers.<name>.url` and `.key`. None by default.
    Map<String, Peer> peers();

    /// How many of them must have cosigned a checkpoint before an entry is `witnessed`.
    @WithDefault("1")
    int quorum();

    /// The pause between two checkpoints that one witness is asked to cosign; the newest is taken.
    @WithDefault("1S")
    Duration interval();

    /// A witness that has not answered after this is asked again later.
    @WithDefault("5S")
    Duration timeout();

    /// The name under which this service cosigns other logs, a scheme-less URL. Absent: it is no witness.
    Optional<String> name();

    /// Verifier keys of the logs that this service watches as their witness.
    Optional<List<String>> logs();

    /// One witness.
    interface Peer {

        /// The prefix under which it answers `/add-checkpoint`.
        URI url();

        /// Its verifier key, `name+keyid+base64(0x04 || key)`.
        String key();
    }
}
