package dev.aerie.operator.cluster.model;

import dev.aerie.crds.VectorRestore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;

/** The Job that has collections of a backup brought back; it belongs to the restore. */
public final class CollectionsJob {

  /** {@link Blueprint#COMPONENT} of it and of its pod. */
  public static final String COLLECTIONS = "collections";

  private static final int ATTEMPTS = 1;

  private CollectionsJob() {}

  /** Its name. */
  public static String name(VectorRestore restore) {
    return restore.getMetadata().getName() + "-collections";
  }

  /** The Job, for the cluster that the backup is of. */
  public static Job of(VectorRestore restore, Blueprint blueprint) {
    List<String> arguments = new ArrayList<>(List.of("restore-collections", request(restore)));
    arguments.addAll(List.of("--backup", restore.getSpec().backupRef()));
    arguments.addAll(RestoreJob.arguments(restore.getSpec().collections()));
    return new DataPlaneJob(
            COLLECTIONS, arguments, blueprint.spec().storage().uri(), List.of(), ATTEMPTS)
        .of(
            blueprint,
            new ObjectMetaBuilder(blueprint.metadata(name(restore), restore))
                .withLabels(blueprint.labels(COLLECTIONS))
                .build());
  }

  /** What the storage knows it by: another restore of the same name is another one. */
  private static String request(VectorRestore restore) {
    return restore.getMetadata().getName() + "-" + restore.getMetadata().getUid();
  }
}
