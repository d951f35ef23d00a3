package dev.aerie.engine.query;

import dev.aerie.engine.row.Column;

/**
 * A write that is durable.
 *
 * @param primaryKeys of the rows written or deleted: {@link Column.Longs} or {@link Column.Strings}
 * @param count rows written, or primary keys whose deletion was recorded
 * @param timestamp hybrid timestamp of the write; a Session read with it sees the write
 */
public record MutationResult(Column primaryKeys, long count, long timestamp) {}
