package dev.aerie.engine.query;

import dev.aerie.engine.row.RowBatch;
import java.util.List;

/**
 * Rows found by condition.
 *
 * @param rows in the order of their primary keys
 * @param plan what was looked at in each segment, in words, for the slow log
 */
public record QueryResult(RowBatch rows, List<String> plan) {}
