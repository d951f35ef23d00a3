package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Bootstrap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
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

  private static final String SOURCE = "BACKUP";

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
            Settings.credentials(SOURCE, credentialsRef),
            ATTEMPTS)
        .of(blueprint, blueprint.metadata(Names.restore(blueprint.name())));
  }

  /**
   * What opens the storage that such a Job reads, unless the cluster's own keys do. Whose Secret is
   * gone does without.
   */
  public static List<EnvVar> sourceKeys(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
        .filter(variable -> variable.getName().startsWith(Settings.prefix(SOURCE)))
        .map(RestoreJob::optional)
        .toList();
  }

  private static EnvVar optional(EnvVar variable) {
    return new EnvVarBuilder(variable)
        .editValueFrom()
        .editSecretKeyRef()
        .withOptional(true)
        .endSecretKeyRef()
        .endValueFrom()
        .build();
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
