package dev.aerie.server.job;

import dev.aerie.engine.bootstrap.ClusterStores;
import dev.aerie.engine.encryption.Encryption;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStores;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * The storages a job works on, by the container's environment: {@code AERIE_STORAGE_URI} and {@code
 * AERIE_DRILL_STORAGE_URI} with its keys, and others with {@code AERIE_BACKUP_ACCESS_KEY} and
 * {@code AERIE_BACKUP_SECRET_KEY}, which are the same keys unless they are set.
 */
record Storages(Map<String, String> environment) {
  private static final String CLUSTER_URI = "AERIE_STORAGE_URI";
  private static final String DRILL_URI = "AERIE_DRILL_STORAGE_URI";

  /** The cluster's own. */
  ObjectStore cluster() {
    return open(clusterUri(), "STORAGE");
  }

  String clusterUri() {
    return required(CLUSTER_URI);
  }

  /** Makes a new data key for the cluster's own; its number. */
  long rotateDataKey() {
    Encryption encryption = Encryption.of(environment, Clock.systemUTC());
    try (ObjectStore plain =
        ObjectStores.open(
            URI.create(clusterUri()),
            environment.getOrDefault("AERIE_STORAGE_ACCESS_KEY", ""),
            environment.getOrDefault("AERIE_STORAGE_SECRET_KEY", ""))) {
      return encryption.keys(plain).rotate();
    }
  }

  /** Where backups are copied to or taken from. */
  ObjectStore source(String uri) {
    return open(uri, environment.containsKey("AERIE_BACKUP_ACCESS_KEY") ? "BACKUP" : "STORAGE");
  }

  /** Where a drill of a backup restores it, as whoever starts both says. */
  ObjectStore drill() {
    return open(required(DRILL_URI), "STORAGE");
  }

  /** Who this cluster is, for others who keep something for it. */
  String clusterId() {
    return environment.getOrDefault("AERIE_CLUSTER_ID", "local");
  }

  private String required(String variable) {
    String uri = environment.getOrDefault(variable, "");
    if (uri.isEmpty()) {
      throw new IllegalArgumentException(
          variable + " is not set; name a folder (file:///dir) or a bucket (s3://bucket/prefix)");
    }
    return uri;
  }

  private ObjectStore open(String uri, String keys) {
    return ClusterStores.open(
        URI.create(uri),
        environment.getOrDefault("AERIE_" + keys + "_ACCESS_KEY", ""),
        environment.getOrDefault("AERIE_" + keys + "_SECRET_KEY", ""),
        Encryption.of(environment, Clock.systemUTC()));
  }
}
