package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** The Job that tells what a cluster's storage was filled from, if it was. */
public final class OriginJob {

  private static final int ATTEMPTS = 1;

  private OriginJob() {}

  /** The Job; it only reads. */
  public static Job of(Blueprint blueprint) {
    return new DataPlaneJob(
            RestoreJob.RESTORE,
            List.of("origin"),
            blueprint.spec().storage().uri(),
            List.of(),
            ATTEMPTS)
        .of(blueprint, blueprint.metadata(Names.origin(blueprint.name())));
  }
}
