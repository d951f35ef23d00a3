package dev.aerie.crds;

/** Labels and annotations of group {@code aerie.dev}. */
public final class Marks {

  /** Label: id of the organisation. */
  public static final String ORGANIZATION = "aerie.dev/organization";

  /** Label: id of the project. */
  public static final String PROJECT = "aerie.dev/project";

  /** Label: id of the cluster an object belongs to. */
  public static final String CLUSTER = "aerie.dev/cluster";

  /** Label: {@code true} for clusters to which changes come first. */
  public static final String CANARY = "aerie.dev/canary";

  /** Label: name of the {@link VectorBackupSchedule} that made a backup. */
  public static final String SCHEDULE = "aerie.dev/schedule";

  /** Annotation: the name people gave to the cluster. */
  public static final String DISPLAY_NAME = "aerie.dev/display-name";

  /** Annotation: the control plane's generation of the cluster. */
  public static final String GENERATION = "aerie.dev/generation";

  /** Annotation: {@code true} while nothing of the cluster shall be changed. */
  public static final String PAUSED = "aerie.dev/paused";

  /** Annotation: any text; another one restarts the pods, one after the other. */
  public static final String RESTARTED_AT = "aerie.dev/restarted-at";

  /**
   * Annotation: which credentials of the storage a cluster, or its copy of them, has; others
   * restart pods.
   */
  public static final String STORAGE_CREDENTIALS = "aerie.dev/storage-credentials";

  /**
   * Annotation: {@code true} on a cluster that was made only so that the objects of one that went
   * long ago are removed.
   */
  public static final String ERASING = "aerie.dev/erasing";

  /** The finalizer that holds a cluster until its pods, and by policy its data, are gone. */
  public static final String FINALIZER = "aerie.dev/cleanup";

  private Marks() {}
}
