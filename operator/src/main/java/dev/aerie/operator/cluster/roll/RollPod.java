package dev.aerie.operator.cluster.roll;

import java.time.Duration;
import java.util.Optional;

/**
 * A pod as the planner sees it.
 *
 * @param name its name
 * @param updated whether it has the newest spec
 * @param ready whether it answers
 * @param wasReady whether it has answered since it was made
 * @param cutOff whether it says that it cannot reach the object store
 * @param ending whether it has been asked to end
 * @param writer whether it writes; empty if it did not say
 * @param age since it was made
 * @param trouble what keeps it from becoming ready, if that is known
 */
public record RollPod(
    String name,
    boolean updated,
    boolean ready,
    boolean wasReady,
    boolean cutOff,
    boolean ending,
    Optional<Boolean> writer,
    Duration age,
    Optional<String> trouble) {

  /** What people call it. */
  String role() {
    return writer.map(writes -> writes ? "writer" : "reader").orElse("role unknown");
  }
}
