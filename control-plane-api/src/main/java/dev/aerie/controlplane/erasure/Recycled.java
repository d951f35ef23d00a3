package dev.aerie.controlplane.erasure;

import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.database.Row;
import java.util.Set;

/**
 * A cluster that can be brought back no more.
 *
 * @param regionRemoved whether its region is no more
 * @param features what that region's agent carries out
 */
record Recycled(
    String organization,
    String id,
    String region,
    DeletionPolicy policy,
    boolean regionRemoved,
    Set<String> features) {

  static Recycled read(Row row) {
    return new Recycled(
        row.string("org_id"),
        row.string("id"),
        row.string("region"),
        DeletionPolicy.valueOf(row.string("deletion_policy")),
        row.flag("region_removed"),
        Set.copyOf(row.strings("features")));
  }
}
