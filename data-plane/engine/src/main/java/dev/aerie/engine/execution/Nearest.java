package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.execution.Planner.Plan;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.index.Effort;
import dev.aerie.engine.query.Cancellation;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TopK;
import dev.aerie.engine.vector.TopK.Ranked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The nearest rows of all slices together, one of each primary key. Not thread-safe. */
final class Nearest {
  /** How much further a search looks that has found keys twice, and so too few. */
  private static final int FURTHER = 4;

  /** Rows of a query it looks for at most then, and gives what keys these have. */
  private static final int FURTHEST = FURTHER * SearchRequest.MAX_TOP_K;

  private final List<Slice> slices;
  private final String field;
  private final Metric metric;
  private final Optional<Filter> filter;
  private final RangeBounds bounds;
  private final DistinctKeys keys;
  private final Cancellation cancellation = Cancellation.current();
  private final List<SliceSearch> searches = new ArrayList<>();
  private final List<String> explanations = new ArrayList<>();

  Nearest(
      List<Slice> slices,
      String field,
      Metric metric,
      Optional<Filter> filter,
      RangeBounds bounds,
      DistinctKeys keys) {
    this.slices = slices;
    this.field = field;
    this.metric = metric;
    this.filter = filter;
    this.bounds = bounds;
    this.keys = keys;
  }

  /** How each slice was searched, in words. */
  List<String> explanations() {
    return explanations.subList(0, slices.size());
  }

  /** Each query's rows, the nearest first; as many as are wanted if there are so many keys. */
  List<Ranked> of(List<QueryVector> queries, Effort effort) {
    Ranked[] found = new Ranked[queries.size()];
    Effort looking = effort;
    int[] open = IntStream.range(0, found.length).toArray();
    while (true) {
      List<Ranked> all = search(IntStream.of(open).mapToObj(queries::get).toList(), looking);
      IntStream.Builder lacking = IntStream.builder();
      for (int i = 0; i < open.length; i++) {
        Ranked distinct = keys.of(all.get(i));
        found[open[i]] = distinct.first(effort.wanted());
        if (distinct.size() < effort.wanted() && all.get(i).size() == looking.wanted()) {
          lacking.add(open[i]);
        }
      }
      open = lacking.build().toArray();
      long further = (long) looking.wanted() * FURTHER;
      if (open.length == 0
          || further > FURTHEST
          || further * open.length > SearchRequest.MAX_HITS) {
        return List.of(found);
      }
      looking = looking.wanting((int) further);
    }
  }

  private List<Ranked> search(List<QueryVector> queries, Effort effort) {
    List<TopK> tops =
        queries.stream().map(_ -> new TopK(effort.wanted(), metric.largerIsNearer())).toList();
    for (int i = 0; i < slices.size(); i++) {
      SliceSearch search = searchOf(i);
      Plan plan = search.plan(effort);
      explanations.add(slices.get(i).name() + ": " + plan.reason());
      for (int q = 0; q < tops.size(); q++) {
        search.run(plan, queries.get(q), effort, tops.get(q));
      }
    }
    return tops.stream().map(TopK::rank).toList();
  }

  /** The search of a slice: which rows it accepts is found out once, however far it looks. */
  private SliceSearch searchOf(int number) {
    if (number == searches.size()) {
      Slice slice = slices.get(number);
      BitSet accepted = Accepted.rows(slice, filter);
      accepted.andNot(slice.block().vectors(field).nulls());
      searches.add(new SliceSearch(slice, number, field, metric, accepted, bounds, cancellation));
    }
    return searches.get(number);
  }
}
