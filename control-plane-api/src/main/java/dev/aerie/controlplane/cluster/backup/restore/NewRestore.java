package dev.aerie.controlplane.cluster.backup.restore;

import dev.aerie.controlplane.cluster.option.Bootstrap;
import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;

/**
 * What is to come back.
 *
 * @param collections those to take, under names that are free in the cluster; absent or empty: all,
 *     as they were called
 */
public record NewRestore(Optional<List<Bootstrap.TakenCollection>> collections) {
  void check() {
    Checks checks = new Checks();
    Bootstrap.check(checks, "collections", taken());
    checks.end();
  }

  List<Bootstrap.TakenCollection> taken() {
    return collections.orElse(List.of());
  }
}
