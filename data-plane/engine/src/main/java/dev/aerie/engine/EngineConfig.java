package dev.aerie.engine;

import dev.aerie.engine.catalog.Tier;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How an engine runs.
 *
 * @param podName who this is; a restarted pod of the same name takes over its own epoch at once
 * @param advertisedAddress host:port other pods reach this one at; written into its epoch
 * @param role whether this replica may become the writer
 * @param cacheDir folder for copies of segment objects; may be lost at any time
 * @param cacheBytes most bytes in {@code cacheDir}
 * @param memtableBytes most bytes of rows in memory that are not in a segment yet; writes wait
 *     above it
 * @param flushBytes rows of a collection are written to a segment at this size
 * @param checkpointBytes all rows are written to segments when the log has grown by this much
 * @param graphRows segments of at least this many rows get a graph index
 * @param objectBytes compaction makes segments whose rows and vectors are objects of at most about
 *     this size
 * @param recallFloor a graph whose recall@10 on a sample is below this is not used
 * @param answerBytes most memory that the rows of one answer may take; what would take more is
 *     refused
 * @param writeTimeout how long a write waits for room before it is refused as rate limited
 * @param readTimeout how long a read waits for this replica to reach the end of the log
 * @param boundedLag how long ago this replica may last have seen the end of the log for a read of
 *     bounded consistency; Milvus's is 5 s
 * @param leaseTime a writer not heard of for so long may be replaced
 * @param heartbeatInterval how often a writer shows that it is there
 * @param tailInterval how often a reader looks for new log entries
 * @param maintenanceInterval how often flushes, compactions and index builds are looked for
 * @param defaultTier where rows are kept between reads that neither their partition nor their
 *     collection says it of
 * @param idleTime a collection of tier AUTO that is not read for so long is let go of
 * @param coldTime the same for a collection of tier COLD
 * @param garbageGrace how long replaced objects are kept for replicas that lag behind
 * @param logRetention how far back the cluster can be restored to any moment: the log and what its
 *     checkpoints need is kept for so long
 */
public record EngineConfig(
    String podName,
    String advertisedAddress,
    Role role,
    Path cacheDir,
    long cacheBytes,
    long memtableBytes,
    long flushBytes,
    long checkpointBytes,
    int graphRows,
    long objectBytes,
    double recallFloor,
    long answerBytes,
    Duration writeTimeout,
    Duration readTimeout,
    Duration boundedLag,
    Duration leaseTime,
    Duration heartbeatInterval,
    Duration tailInterval,
    Duration maintenanceInterval,
    Tier defaultTier,
    Duration idleTime,
    Duration coldTime,
    Duration garbageGrace,
    Duration logRetention) {

  /** Whether a replica may become the writer. */
  public enum Role {
    /** Writes when no other live replica does, reads otherwise. */
    AUTO,
    /** Never writes. */
    READER
  }

  public EngineConfig {
    require(!podName.isBlank(), "podName is empty");
    require(cacheBytes > 0, "cacheBytes has to be positive");
    require(flushBytes > 0, "flushBytes has to be positive");
    require(memtableBytes >= flushBytes, "memtableBytes has to be at least flushBytes");
    require(checkpointBytes >= flushBytes, "checkpointBytes has to be at least flushBytes");
    require(graphRows > 0 && objectBytes > 0, "graphRows and objectBytes have to be positive");
    require(answerBytes > 0, "answerBytes has to be positive");
    require(recallFloor >= 0 && recallFloor <= 1, "recallFloor has to be between 0 and 1");
    require(!logRetention.isNegative(), "logRetention is negative");
    require(
        leaseTime.compareTo(heartbeatInterval.multipliedBy(2)) >= 0,
        "leaseTime has to be at least twice heartbeatInterval");
  }

  public static Builder builder(Path cacheDir) {
    return new Builder(cacheDir);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new EngineException(ErrorCode.INVALID_ARGUMENT, "engine configuration: " + message);
    }
  }

  /** Collects a configuration over defaults that work. Not thread-safe. */
  public static final class Builder {
    private final Path cacheDir;
    private String podName = "local";
    private String advertisedAddress = "";
    private Role role = Role.AUTO;
    private long cacheBytes = 1L << 30;
    private long memtableBytes = shareOfHeap(4, 256L << 20);
    private long flushBytes = memtableBytes / 4;
    private long checkpointBytes = memtableBytes;
    private int graphRows = 20_000;
    private long objectBytes = shareOfHeap(5, 1900L << 20);
    private double recallFloor = 0.85;
    private long answerBytes = shareOfHeap(8, 100L << 20);
    private Duration writeTimeout = Duration.ofSeconds(5);
    private Duration readTimeout = Duration.ofSeconds(10);
    private Duration boundedLag = Duration.ofSeconds(5);
    private Duration leaseTime = Duration.ofSeconds(5);
    private Duration heartbeatInterval = Duration.ofSeconds(1);
    private Duration tailInterval = Duration.ofMillis(50);
    private Duration maintenanceInterval = Duration.ofMillis(500);
    private Tier defaultTier = Tier.AUTO;
    private Duration idleTime = Duration.ofMinutes(10);
    private Duration coldTime = Duration.ofSeconds(2);
    private Duration garbageGrace = Duration.ofSeconds(60);
    private Duration logRetention = Duration.ofHours(1);

    /**
     * Objects pass through the heap on their way to the store, some as two copies, so their sizes
     * follow its size.
     */
    private static long shareOfHeap(int share, long most) {
      return Math.clamp(Runtime.getRuntime().maxMemory() / share, 16L << 20, most);
    }

    private Builder(Path cacheDir) {
      this.cacheDir = cacheDir;
    }

    public Builder podName(String value) {
      podName = value;
      return this;
    }

    public Builder advertisedAddress(String value) {
      advertisedAddress = value;
      return this;
    }

    public Builder role(Role value) {
      role = value;
      return this;
    }

    public Builder cacheBytes(long value) {
      cacheBytes = value;
      return this;
    }

    /** Sets the bound of rows in memory and, from it, the sizes at which they are flushed. */
    public Builder memtableBytes(long value) {
      memtableBytes = value;
      flushBytes = Math.max(1, value / 4);
      checkpointBytes = value;
      return this;
    }

    public Builder flushBytes(long value) {
      flushBytes = value;
      return this;
    }

    public Builder checkpointBytes(long value) {
      checkpointBytes = value;
      return this;
    }

    public Builder graphRows(int value) {
      graphRows = value;
      return this;
    }

    public Builder objectBytes(long value) {
      objectBytes = value;
      return this;
    }

    public Builder recallFloor(double value) {
      recallFloor = value;
      return this;
    }

    public Builder answerBytes(long value) {
      answerBytes = value;
      return this;
    }

    public Builder writeTimeout(Duration value) {
      writeTimeout = value;
      return this;
    }

    public Builder readTimeout(Duration value) {
      readTimeout = value;
      return this;
    }

    public Builder boundedLag(Duration value) {
      boundedLag = value;
      return this;
    }

    public Builder lease(Duration time, Duration interval) {
      leaseTime = time;
      heartbeatInterval = interval;
      return this;
    }

    public Builder tailInterval(Duration value) {
      tailInterval = value;
      return this;
    }

    public Builder maintenanceInterval(Duration value) {
      maintenanceInterval = value;
      return this;
    }

    public Builder defaultTier(Tier value) {
      defaultTier = value;
      return this;
    }

    public Builder idleTime(Duration value) {
      idleTime = value;
      return this;
    }

    public Builder coldTime(Duration value) {
      coldTime = value;
      return this;
    }

    public Builder garbageGrace(Duration value) {
      garbageGrace = value;
      return this;
    }

    public Builder logRetention(Duration value) {
      logRetention = value;
      return this;
    }

    public EngineConfig build() {
      return new EngineConfig(
          podName,
          advertisedAddress,
          role,
          cacheDir,
          cacheBytes,
          memtableBytes,
          flushBytes,
          checkpointBytes,
          graphRows,
          objectBytes,
          recallFloor,
          answerBytes,
          writeTimeout,
          readTimeout,
          boundedLag,
          leaseTime,
          heartbeatInterval,
          tailInterval,
          maintenanceInterval,
          defaultTier,
          idleTime,
          coldTime,
          garbageGrace,
          logRetention);
    }
  }
}
