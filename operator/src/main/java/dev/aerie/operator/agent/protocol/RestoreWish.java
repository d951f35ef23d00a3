package dev.aerie.operator.agent.protocol;

import dev.aerie.crds.Bootstrap;
import java.util.List;

/**
 * Collections of a backup that are to come back into the cluster.
 *
 * @param name of the VectorRestore
 * @param backup name of the VectorBackup
 * @param collections those to take, under which names; none for all
 */
public record RestoreWish(String name, String backup, List<Bootstrap.TakenCollection> collections) {

  /** Takes an absent list as none. */
  public RestoreWish {
    collections = collections == null ? List.of() : List.copyOf(collections);
  }
}
