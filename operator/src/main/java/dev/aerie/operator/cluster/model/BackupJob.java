package dev.aerie.operator.cluster.model;

import dev.aerie.crds.BackupStorage;
import dev.aerie.crds.VectorBackup;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Jobs in the life of a backup; they belong to it, not to the cluster. */
public enum BackupJob {
  /** Makes it. */
  TAKE,
  /** Tries to restore it. */
  VERIFY,
  /** Removes it. */
  DELETE;

  /** {@link Blueprint#COMPONENT} of all of them. */
  public static final String BACKUP = "backup";

  private static final int ATTEMPTS = 1;

  /** Its name. */
  public String name(VectorBackup backup) {
    return backup.getMetadata().getName()
        + switch (this) {
          case TAKE -> "-take";
          case VERIFY -> "-verify";
          case DELETE -> "-delete";
        };
  }

  /** The Job, for the cluster that the backup is of. */
  public Job of(VectorBackup backup, Blueprint blueprint) {
    String own = blueprint.spec().storage().uri();
    return switch (this) {
      case TAKE -> job(backup, blueprint, own, arguments("backup", "--copy-to", backup, blueprint));
      case VERIFY ->
          job(
              backup,
              blueprint,
              drill(backup, blueprint),
              List.of(
                  "verify",
                  "--from",
                  location(backup, blueprint),
                  "--backup",
                  backup.getMetadata().getName()));
      case DELETE ->
          job(backup, blueprint, own, arguments("delete-backup", "--copy-in", backup, blueprint));
    };
  }

  /** Where a backup is restored from once it is made. */
  public static String location(VectorBackup backup, Blueprint blueprint) {
    return copy(backup, blueprint).orElse(blueprint.spec().storage().uri());
  }

  /** Where a backup is restored to try it: beside the storage of its cluster. */
  private static String drill(VectorBackup backup, Blueprint blueprint) {
    return StorageUri.beside(
        blueprint.spec().storage().uri(), "-drill-" + backup.getMetadata().getName());
  }

  private static Optional<String> copy(VectorBackup backup, Blueprint blueprint) {
    return backup
        .getSpec()
        .copy()
        .map(storage -> StorageUri.beside(storage.uri(), "/" + blueprint.name()));
  }

  private static List<String> arguments(
      String verb, String option, VectorBackup backup, Blueprint blueprint) {
    List<String> arguments = new ArrayList<>(List.of(verb, backup.getMetadata().getName()));
    copy(backup, blueprint).ifPresent(uri -> arguments.addAll(List.of(option, uri)));
    return arguments;
  }

  private Job job(
      VectorBackup backup, Blueprint blueprint, String storage, List<String> arguments) {
    return new DataPlaneJob(BACKUP, arguments, storage, environment(backup, blueprint), ATTEMPTS)
        .of(blueprint, metadata(backup, blueprint));
  }

  /** What removes a backup also removes what a drill of it has left. */
  private List<EnvVar> environment(VectorBackup backup, Blueprint blueprint) {
    String secret = backup.getSpec().copy().map(BackupStorage::credentialsRef).orElse("");
    List<EnvVar> environment = new ArrayList<>(Settings.credentials("BACKUP", secret));
    if (this == DELETE) {
      environment.add(Settings.variable("AERIE_DRILL_STORAGE_URI", drill(backup, blueprint)));
    }
    return environment;
  }

  private ObjectMeta metadata(VectorBackup backup, Blueprint blueprint) {
    return new ObjectMetaBuilder(blueprint.metadata(name(backup), backup))
        .withLabels(blueprint.labels(BACKUP))
        .build();
  }
}
