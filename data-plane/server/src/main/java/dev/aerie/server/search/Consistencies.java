package dev.aerie.server.search;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.query.Consistency;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.SearchRequest;

/**
 * How fresh a read has to be. A client names a level, or a timestamp that has to be seen; or it
 * leaves the level to the collection and tells its own last write.
 */
final class Consistencies {
  private static final long STRONG = 0;
  private static final long EVENTUALLY = 1;
  private static final long BOUNDED = 2;

  private Consistencies() {}

  static Consistency of(SearchRequest wire, Collection collection) {
    return wire.getUseDefaultConsistency()
        ? of(collection, wire.getGuaranteeTimestamp())
        : of(wire.getConsistencyLevel(), wire.getGuaranteeTimestamp());
  }

  static Consistency of(QueryRequest wire, Collection collection) {
    return wire.getUseDefaultConsistency()
        ? of(collection, wire.getGuaranteeTimestamp())
        : of(wire.getConsistencyLevel(), wire.getGuaranteeTimestamp());
  }

  private static Consistency of(Collection collection, long lastWrite) {
    return switch (collection.consistency()) {
      case STRONG -> Consistency.STRONG;
      case SESSION -> of(lastWrite);
      case BOUNDED -> Consistency.bounded(lastWrite);
      case EVENTUALLY -> Consistency.EVENTUALLY;
    };
  }

  private static Consistency of(ConsistencyLevel level, long timestamp) {
    return switch (level) {
      case Strong -> of(timestamp);
      case Bounded -> Consistency.BOUNDED;
      case Eventually -> Consistency.EVENTUALLY;
      case Session, Customized, UNRECOGNIZED -> Consistency.session(timestamp);
    };
  }

  /** Who names no level says by the timestamp alone which one is meant. */
  private static Consistency of(long timestamp) {
    if (timestamp == STRONG) {
      return Consistency.STRONG;
    }
    if (timestamp == EVENTUALLY) {
      return Consistency.EVENTUALLY;
    }
    return timestamp == BOUNDED ? Consistency.BOUNDED : Consistency.session(timestamp);
  }
}
