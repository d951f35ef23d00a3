package dev.aerie.engine.query;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.Metric;
import java.util.BitSet;
import java.util.List;

/**
 * What a search found. The hits of all queries follow one another; query {@code q} has {@code
 * counts[q]} of them, nearest first.
 *
 * @param primaryKeys one a hit: {@link Column.Longs} or {@link Column.Strings}
 * @param scores one a hit, see {@link Metric}
 * @param counts hits a query; as many as there were queries
 * @param fields the output fields, one row a hit
 * @param plan how each segment was searched, in words, for traces and the slow log
 * @param met for each of the request's conditions, which of the hits meet it
 * @param hits reads further fields, for those who choose among the hits
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data
public record SearchResult(
    Metric metric,
    Column primaryKeys,
    float[] scores,
    int[] counts,
    RowBatch fields,
    List<String> plan,
    List<BitSet> met,
    HitFields hits) {

  /** A result of a request without conditions. */
  public SearchResult(
      Metric metric,
      Column primaryKeys,
      float[] scores,
      int[] counts,
      RowBatch fields,
      List<String> plan,
      HitFields hits) {
    this(metric, primaryKeys, scores, counts, fields, plan, List.of(), hits);
  }
}
