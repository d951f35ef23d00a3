package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/**
 * A backup to be made.
 *
 * @param name unique in its cluster; made up when absent
 * @param verify whether a restore is to be tried once it is made
 */
public record NewBackup(
    Optional<String> name, Optional<Boolean> verify, Optional<Boolean> deletionProtection) {
  /** One that says nothing. */
  public static final NewBackup NONE =
      new NewBackup(Optional.empty(), Optional.empty(), Optional.empty());

  void check() {
    new Checks().dnsLabel("name", name).end();
  }
}
