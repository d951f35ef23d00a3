package dev.aerie.server.wire;

import com.google.protobuf.Message;
import dev.aerie.engine.segment.Traffic;
import io.milvus.grpc.Status;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells in the answer of a read what it had to fetch, by the names that Milvus's clients know, in
 * the status's {@code extra_info}.
 */
final class ReadTraffic {
  private ReadTraffic() {}

  /** The read's answer, with what it cost where it looked at segments. */
  @SuppressWarnings("unchecked") // a message with another status is of the same type
  static <A extends Message> A told(Supplier<A> read) {
    Traffic traffic = new Traffic();
    A answer = ScopedValue.where(Traffic.CURRENT, traffic).call(read::get);
    if (traffic.totalBytes() == 0) {
      return answer;
    }
    Status status =
        Statuses.statusOf(answer).toBuilder()
            .putAllExtraInfo(
                Map.of(
                    "scanned_remote_bytes", Long.toString(traffic.remoteBytes()),
                    "scanned_total_bytes", Long.toString(traffic.totalBytes()),
                    "cache_hit_ratio", String.format(Locale.ROOT, "%.4f", traffic.cacheHitRatio())))
            .build();
    return (A) Statuses.with(answer, status);
  }
}
