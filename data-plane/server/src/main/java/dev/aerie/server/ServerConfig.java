package dev.aerie.server;

import dev.aerie.engine.catalog.Tier;
import dev.aerie.server.audit.AuditLevel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How this server runs. Every key is set by its environment variable, e.g. {@code
 * AERIE_STORAGE_URI}.
 */
@ConfigMapping(prefix = "aerie")
public interface ServerConfig {
  /** Id of the cluster, for logs. {@code AERIE_CLUSTER_ID} */
  @WithDefault("local")
  String clusterId();

  /**
   * Name of this pod; a restarted pod of the same name takes its own epoch over at once. {@code
   * AERIE_POD_NAME}
   */
  @WithDefault("${hostname:local}")
  String podName();

  /** Address that the port is served on. {@code AERIE_HOST} */
  @WithDefault("0.0.0.0")
  String host();

  /** Port of gRPC and REST. {@code AERIE_PORT} */
  @WithDefault("19530")
  int port();

  /**
   * host:port at which other pods reach this one; host and port above when absent. {@code
   * AERIE_ADVERTISED_ADDRESS}
   */
  Optional<String> advertisedAddress();

  /**
   * Where all durable state lies: {@code file:///dir} or {@code
   * s3://bucket/prefix?endpoint=…&region=…}. {@code AERIE_STORAGE_URI}
   */
  URI storageUri();

  /** For S3. {@code AERIE_STORAGE_ACCESS_KEY} */
  @WithDefault("")
  Optional<String> storageAccessKey();

  /** For S3. {@code AERIE_STORAGE_SECRET_KEY} */
  @WithDefault("")
  Optional<String> storageSecretKey();

  /**
   * Where files to be imported lie, as above and with the same keys; the folder {@code uploads} of
   * the storage when absent. {@code AERIE_IMPORT_URI}
   */
  Optional<URI> importUri();

  /** Folder of the disk cache, which may be lost at any time. {@code AERIE_CACHE_DIR} */
  Optional<Path> cacheDir();

  /** Most bytes in the disk cache. {@code AERIE_CACHE_BYTES} */
  @WithDefault("1073741824")
  long cacheBytes();

  /**
   * Where rows are kept between reads whose collection does not say it itself, by its property
   * {@code aerie.tier}: {@code auto}, {@code pinned} or {@code cold}. {@code AERIE_TIER}
   */
  @WithDefault("auto")
  Tier tier();

  /**
   * Most memory that the rows of one answer may take, in bytes; an eighth of the heap, 100 MiB at
   * most, when absent. {@code AERIE_ANSWER_BYTES}
   */
  OptionalLong answerBytes();

  /**
   * How far back the cluster can be restored to any moment; the log and what its checkpoints need
   * is kept for so long. {@code AERIE_LOG_RETENTION}, ISO 8601
   */
  @WithDefault("PT1H")
  Duration logRetention();

  /**
   * How long this pod, not ready any more, goes on to answer calls before it ends, while those who
   * send clients here learn of it. {@code AERIE_SHUTDOWN_DELAY}
   */
  @WithDefault("PT0S")
  Duration shutdownDelay();

  /**
   * File with the keys that open this cluster; without it there is no authentication. {@code
   * AERIE_KEYS_FILE}
   */
  Optional<Path> keysFile();

  /**
   * Searches and queries that take longer are logged with their plan, in milliseconds. {@code
   * AERIE_SLOW_MILLIS}
   */
  @WithDefault("500")
  long slowMillis();

  /** The record of calls. */
  Audit audit();

  /** TLS on the port; without it the port speaks plain text. */
  Tls tls();

  /** How much this pod is asked to do a second. */
  Limits limits();

  /** Bounds a second; without one there is none. What is over is refused, for clients to retry. */
  interface Limits {
    /** Searches, queries and look-ups. {@code AERIE_LIMITS_READS_PER_SECOND} */
    OptionalLong readsPerSecond();

    /** Bytes of inserts, upserts and deletes. {@code AERIE_LIMITS_WRITTEN_BYTES_PER_SECOND} */
    OptionalLong writtenBytesPerSecond();

    /** Changes of definitions. {@code AERIE_LIMITS_DEFINITIONS_PER_SECOND} */
    OptionalLong definitionsPerSecond();
  }

  /** What is recorded of calls, and how. */
  interface Audit {
    /** {@code off}, {@code writes} or {@code all}. {@code AERIE_AUDIT} */
    @WithParentName
    @WithDefault("writes")
    AuditLevel level();

    /** How long calls wait in memory before they are written. {@code AERIE_AUDIT_FLUSH_INTERVAL} */
    @WithDefault("PT10S")
    Duration flushInterval();

    /**
     * Most calls that wait in memory; reads are left out when half of it is taken. {@code
     * AERIE_AUDIT_QUEUE_LENGTH}
     */
    @WithDefault("65536")
    int queueLength();
  }

  /** The files of TLS, in PEM. They are read again within seconds of a change. */
  interface Tls {
    /** The server's certificate, then those that signed it. {@code AERIE_TLS_CERT_FILE} */
    Optional<Path> certFile();

    /** The key of the certificate. {@code AERIE_TLS_KEY_FILE} */
    Optional<Path> keyFile();

    /**
     * Certificates by which pods check each other; what stands in the certificate's own file when
     * absent. {@code AERIE_TLS_CA_FILE}
     */
    Optional<Path> caFile();
  }
}
