package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** The Job that removes every object of a cluster's storage. */
public final class PurgeJob {

  private static final int ATTEMPTS = 4;

  private PurgeJob() {}

  /** The Job; it must not run while a pod of the cluster still does. */
  public static Job of(Blueprint blueprint) {
    return new DataPlaneJob(
            Blueprint.PURGE,
            List.of("purge"),
            blueprint.spec().storage().uri(),
            List.of(),
            ATTEMPTS)
        .of(blueprint, blueprint.metadata(Names.purge(blueprint.name())));
  }
}
