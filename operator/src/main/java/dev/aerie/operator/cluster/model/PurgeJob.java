package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;

/**
 * The Job that removes every object of a cluster's storage. It must not run while a pod of the
 * cluster or the Job that fills its storage does. It also ends what the source of a storage that
 * was never filled holds for it, whose keys it needs where they are not the cluster's own.
 */
public final class PurgeJob {

  private static final int ATTEMPTS = 4;

  /** Nobody waits any longer for the end of a cluster whose data is kept. */
  private static final long LONGEST_SECONDS = 600;

  private PurgeJob() {}

  /** The Job, whatever the storage holds. */
  public static Job of(Blueprint blueprint, List<EnvVar> sourceKeys) {
    return job(blueprint, List.of("purge"), sourceKeys);
  }

  /** The Job for a storage that may be filled in part; one that is whole stays as it is. */
  public static Job ofUnfilled(Blueprint blueprint, List<EnvVar> sourceKeys) {
    return new JobBuilder(job(blueprint, List.of("purge", "--unfilled"), sourceKeys))
        .editSpec()
        .withActiveDeadlineSeconds(LONGEST_SECONDS)
        .endSpec()
        .build();
  }

  private static Job job(Blueprint blueprint, List<String> arguments, List<EnvVar> sourceKeys) {
    return new DataPlaneJob(
            Blueprint.PURGE, arguments, blueprint.spec().storage().uri(), sourceKeys, ATTEMPTS)
        .of(blueprint, blueprint.metadata(Names.purge(blueprint.name())));
  }
}
