package dev.aerie.operator.cluster.model;

/** Names of a cluster's objects that are not the cluster's own. */
public final class Names {

  private Names() {}

  /** The ConfigMap with the pods' settings. */
  public static String config(String cluster) {
    return cluster + "-config";
  }

  /** The Secret with the keys that open the cluster. */
  public static String keys(String cluster) {
    return cluster + "-keys";
  }

  /** The headless Service. */
  public static String pods(String cluster) {
    return cluster + "-pods";
  }

  /** The Job that fills the storage of a new cluster. */
  public static String restore(String cluster) {
    return cluster + "-restore";
  }

  /** The Job that empties the storage. */
  public static String purge(String cluster) {
    return cluster + "-purge";
  }
}
