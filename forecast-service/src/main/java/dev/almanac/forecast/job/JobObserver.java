package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// A feature that wants to know when jobs end.
public interface JobObserver {

    /// Called in the transaction that ends the job, once; its failure leaves the job unended.
    Uni<Void> over(SqlConnection connection, Job job);
}
