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

  /** The Secret with the password of root of a cluster of engine milvus. */
  public static String root(String cluster) {
    return cluster + "-root";
  }

  /** The Secret with the keys of the storage of a cluster that the agent makes. */
  public static String storage(String cluster) {
    return cluster + "-storage";
  }

  /** The headless Service. */
  public static String pods(String cluster) {
    return cluster + "-pods";
  }

  /** What stands in for the cluster while it sleeps, its mailbox included. */
  public static String activator(String cluster) {
    return cluster + "-activator";
  }

  /** What belongs to the Milvus of a cluster of engine milvus. */
  static String milvus(String cluster) {
    return cluster + "-milvus";
  }

  /** The Helm release by which the Milvus Operator makes Milvus's catalog. */
  static String milvusCatalog(String cluster) {
    return cluster + "-etcd";
  }

  /** The Secret with the credentials of Milvus's object store. */
  static String milvusStorage(String cluster) {
    return cluster + "-milvus-storage";
  }

  /** The Job that fills the storage of a new cluster. */
  public static String restore(String cluster) {
    return cluster + "-restore";
  }

  /** The Job that tells what the storage was filled from. */
  public static String origin(String cluster) {
    return cluster + "-origin";
  }

  /** The Job that empties the storage. */
  public static String purge(String cluster) {
    return cluster + "-purge";
  }
}
