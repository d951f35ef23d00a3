package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.FilterCheck;
import dev.aerie.engine.query.Cancellation;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.QueryResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows by condition, over a snapshot. Thread-safe. */
public final class Query {
  /** More are put in order as a whole. */
  private static final long HEAPED_ROWS = 1 << 17;

  /** How much further a query looks that has found keys twice, and so too few. */
  private static final int FURTHER = 4;

  private final Reads reads;
  private final long answerBytes;

  /**
   * @param answerBytes most memory that an answer may take
   */
  public Query(Reads reads, long answerBytes) {
    this.reads = reads;
    this.answerBytes = answerBytes;
  }

  public QueryResult query(QueryRequest request) {
    if (request.limit() < QueryRequest.ALL || request.offset() < 0) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "limit %d or offset %d is negative".formatted(request.limit(), request.offset()));
    }
    Reads.View view =
        reads.view(
            request.database(), request.collection(), request.partitions(), request.consistency());
    request.filter().ifPresent(f -> FilterCheck.check(f, view.collection().schema()));
    boolean counts = request.outputFields().equals(List.of(QueryRequest.COUNT));
    Optional<Projection> projection =
        counts
            ? Optional.empty()
            : Optional.of(new Projection(view.collection(), request.outputFields(), true));
    Cancellation cancellation = Cancellation.current();
    List<BitSet> accepted =
        view.slices().stream()
            .map(
                slice -> {
                  cancellation.looksAt(slice.block().rows());
                  return Accepted.rows(slice, request.filter());
                })
            .toList();
    RowBatch rows =
        projection
            .map(fields -> page(request, view, accepted, fields, new AnswerBytes(answerBytes)))
            .orElseGet(() -> count(accepted));
    return new QueryResult(rows, plan(request, view, accepted));
  }

  private static RowBatch page(
      QueryRequest request,
      Reads.View view,
      List<BitSet> accepted,
      Projection projection,
      AnswerBytes bytes) {
    boolean all = request.limit() == QueryRequest.ALL;
    long room = Long.MAX_VALUE - request.offset();
    long wanted = request.offset() + (all ? room : Math.min(request.limit(), room));
    takeRows(rows(accepted), wanted, request.offset(), projection, bytes);
    DistinctKeys keys = new DistinctKeys(view.collection().schema().primaryKey(), view.slices());
    List<RowReference> rows =
        distinct(accepted, wanted, keys).stream()
            .skip(request.offset())
            .limit(wanted - request.offset())
            .toList();
    return projection.of(view.slices(), rows, bytes);
  }

  /** Refuses what is too much before the rows are put in order. */
  private static void takeRows(
      long accepted, long wanted, long offset, Projection projection, AnswerBytes bytes) {
    long ordered = wanted > HEAPED_ROWS ? accepted : Math.min(accepted, wanted);
    bytes.take(ordered * AnswerBytes.OF_A_ROW);
    long answered = Math.max(0, Math.min(accepted, wanted) - offset);
    bytes.require(answered * projection.rowBytes());
  }

  /** The first rows of at least so many keys, one of each; of all keys if there are fewer. */
  private static List<RowReference> distinct(
      List<BitSet> accepted, long wanted, DistinctKeys keys) {
    for (long looked = wanted; ; looked *= FURTHER) {
      List<RowReference> rows = first(references(accepted), looked, keys.order()).toList();
      List<RowReference> distinct = keys.of(rows);
      if (distinct.size() >= wanted || rows.size() < looked) {
        return distinct;
      }
    }
  }

  /** The first so many in order; few of many rows are found without putting all in order. */
  private static Stream<RowReference> first(
      Stream<RowReference> rows, long wanted, Comparator<RowReference> order) {
    if (wanted > HEAPED_ROWS) {
      return rows.sorted(order).limit(wanted);
    }
    PriorityQueue<RowReference> kept = new PriorityQueue<>(order.reversed());
    rows.forEach(
        row -> {
          if (kept.size() < wanted) {
            kept.add(row);
          } else if (wanted > 0 && order.compare(row, kept.element()) < 0) {
            kept.remove();
            kept.add(row);
          }
        });
    return kept.stream().sorted(order);
  }

  private static RowBatch count(List<BitSet> accepted) {
    Column column = new Column.Longs(new long[] {rows(accepted)}, Column.none());
    return new RowBatch(1, Map.of(QueryRequest.COUNT, column));
  }

  private static long rows(List<BitSet> accepted) {
    return accepted.stream().mapToLong(BitSet::cardinality).sum();
  }

  private static List<String> plan(QueryRequest request, Reads.View view, List<BitSet> accepted) {
    String how = request.filter().isPresent() ? "the filter passes" : "there are";
    return IntStream.range(0, accepted.size())
        .mapToObj(
            i -> {
              Slice slice = view.slices().get(i);
              return "%s: %s %d of %d rows"
                  .formatted(
                      slice.name(), how, accepted.get(i).cardinality(), slice.block().rows());
            })
        .toList();
  }

  private static Stream<RowReference> references(List<BitSet> accepted) {
    return IntStream.range(0, accepted.size())
        .boxed()
        .flatMap(i -> accepted.get(i).stream().mapToObj(row -> new RowReference(i, row)));
  }
}
