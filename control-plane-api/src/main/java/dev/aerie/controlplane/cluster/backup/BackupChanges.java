package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** What can change of a backup; empty stays as it is. */
public record BackupChanges(Optional<String> name, Optional<Boolean> deletionProtection) {
  void check() {
    new Checks().dnsLabel("name", name).end();
  }
}
