package dev.almanac.data.dataset;

import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.data.storage.ObjectStore;
import java.io.IOException;

/// A version that somebody may read, with its opened keys.
///
/// @param vault of its series and reading
/// @param content of the bytes, which may be those of an earlier version
/// @param source the version that has the bytes
record Located(DatasetEntity dataset, VersionEntity version, Vault vault, VersionEntity source, Vault content) {

    SeriesObject series(ObjectStore store) throws IOException {
        return SeriesObject.open(
                store, Ingest.seriesName(dataset.id, version.objectId), vault, version.indexOffset, version.indexBytes);
    }
}
