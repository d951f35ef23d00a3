package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Bootstrap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * The Job that fills a new cluster's storage.
 *
 * @param storage URI of the storage to take it from
 * @param credentialsRef Secret that opens that storage; empty: the cluster's own
 * @param what arguments that say which state of that storage is meant, and how it is taken
 */
public record RestoreJob(String storage, String credentialsRef, List<String> what) {

  /** {@link Blueprint#COMPONENT} of its pod. */
  public static final String RESTORE = "restore";

  private static final int ATTEMPTS = 2;

  /** The Job; no pod of the cluster must run before it is complete. */
  public Job of(Blueprint blueprint, List<Bootstrap.TakenCollection> collections) {
    List<String> arguments = new ArrayList<>(List.of("restore", "--from", storage));
    arguments.addAll(what);
    arguments.addAll(arguments(collections));
    return new DataPlaneJob(
            RESTORE,
            arguments,
            blueprint.spec().storage().uri(),
            Settings.credentials("BACKUP", credentialsRef),
            ATTEMPTS)
        .of(blueprint, blueprint.metadata(Names.restore(blueprint.name())));
  }

  /** Arguments that say which collections are taken; none for all. */
  static List<String> arguments(List<Bootstrap.TakenCollection> collections) {
    List<String> arguments = new ArrayList<>();
    for (Bootstrap.TakenCollection each : collections) {
      arguments.add("--collection");
      arguments.add(each.database() + "/" + each.name() + "=" + each.newName());
    }
    return arguments;
  }
}
