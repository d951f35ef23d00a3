package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.BackupReport;
import dev.aerie.operator.agent.protocol.ClusterReport;
import dev.aerie.operator.agent.protocol.ErasureReport;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.RestoreReport;
import dev.aerie.operator.agent.protocol.ScheduleReport;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to the control plane: at once when something is new, and now and then in any case. A
 * report is kept until it is accepted; what happens meanwhile goes into the next.
 */
final class Reporter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  /** The control plane takes a region for lost when it hears nothing for a minute. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /**
   * Clusters and intervals of one report: after a long outage there may be more than a body holds.
   */
  static final int MOST = 2_000;

  /** What comes within this time goes into one report, and to the disk once. */
  private static final Duration GATHERING = Duration.ofMillis(200);

  private final ControlPlane controlPlane;
  private final AgentState state;
  private final UsageMeter meter;
  private final Supplier<Report.Region> region;
  private final Sources sources;
  private final Telemetry telemetry;
  private final KeyUseBook keyUses;
  private final Clock clock;
  private final Semaphore news = new Semaphore(0);
  private final Told<ClusterReport> clusters;
  private final Told<BackupReport> backups;
  private final Told<ScheduleReport> schedules;
  private final Told<RestoreReport> restores;
  private final Told<ErasureReport> erasures;
  private final Backoff backoff;
  private Instant lastReport = Instant.EPOCH;

  /** Where the statuses of clusters and backups come from. */
  interface Sources {
    /** What there is to tell of each cluster now. */
    List<ClusterReport> reports();

    /** What there is to tell of each backup now. */
    default List<BackupReport> backups() {
      return List.of();
    }

    /** What there is to tell of each schedule of backups now. */
    default List<ScheduleReport> schedules() {
      return List.of();
    }

    /** What there is to tell of each restore into a cluster now. */
    default List<RestoreReport> restores() {
      return List.of();
    }

    /** What there is to tell of each erasure now. */
    default List<ErasureReport> erasures() {
      return List.of();
    }

    /** The control plane knows all of this now. */
    default void told(Report report) {}
  }

  Reporter(
      ControlPlane controlPlane,
      AgentState state,
      UsageMeter meter,
      Supplier<Report.Region> region,
      Sources sources,
      Telemetry telemetry,
      KeyUseBook keyUses,
      Clock clock) {
    this.controlPlane = controlPlane;
    this.state = state;
    this.meter = meter;
    this.region = region;
    this.sources = sources;
    this.clusters = new Told<>(sources::reports, ClusterReport::clusterId);
    this.backups = new Told<>(sources::backups, BackupReport::key);
    this.schedules = new Told<>(sources::schedules, ScheduleReport::key);
    this.restores = new Told<>(sources::restores, RestoreReport::key);
    this.erasures = new Told<>(sources::erasures, ErasureReport::clusterId);
    this.telemetry = telemetry;
    this.keyUses = keyUses;
    this.clock = clock;
    this.backoff = new Backoff(RandomGenerator.getDefault());
  }

  /** Something may be new. Safe to call from any thread. */
  void wake() {
    news.release();
  }

  /** Reports until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        await(HEARTBEAT);
        if (!once()) {
          Thread.sleep(backoff.failed());
          wake();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reports what is new, if anything is or the time has come.
   *
   * @return whether it came through
   */
  boolean once() throws InterruptedException {
    try {
      meter.tell(isHeartbeat(), state::addUsage);
      keyUses.tell(state::addKeyUses);
      if (isSomethingToTell()) {
        send();
      }
      backoff.succeeded();
      return true;
    } catch (ReportRefusedException e) {
      return false;
    } catch (ControlPlaneException | KubernetesClientException | UncheckedIOException e) {
      if (backoff.isFirst()) {
        LOG.warn("{}; what is to be reported is kept, and tried again", e.getMessage());
      }
      return false;
    }
  }

  private boolean isSomethingToTell() {
    return state.pending().isPresent()
        || isHeartbeat()
        || state.usage().size() >= MOST
        || state.keyUses().size() >= MOST
        || telemetry.hasEvents()
        || Stream.of(clusters, backups, schedules, restores, erasures)
            .anyMatch(told -> !told.news(1).isEmpty());
  }

  private void send() throws ControlPlaneException, InterruptedException {
    if (state.pending().isEmpty()) {
      state.begin(next());
    }
    Report report = state.pending().orElseThrow();
    try {
      controlPlane.report(report);
    } catch (ReportRefusedException e) {
      LOG.error(
          "{}; the report is set aside in {}: have it looked at, its usage is not billed. Later"
              + " reports go on without it",
          e.getMessage(),
          state.setAside());
      throw e;
    }
    state.accepted();
    sources.told(report);
    clusters.accepted(report.statuses());
    backups.accepted(report.backups());
    schedules.accepted(report.backupSchedules());
    restores.accepted(report.restores());
    erasures.accepted(report.erasures());
    lastReport = clock.instant();
    wake();
  }

  private Report next() {
    return new Report(
        state.agentId(),
        state.nextBatch(),
        clock.instant(),
        region.get(),
        clusters.news(MOST),
        state.usage().stream().limit(MOST).toList(),
        telemetry.takeSamples(MOST),
        telemetry.takeEvents(MOST),
        backups.news(MOST),
        schedules.news(MOST),
        restores.news(MOST),
        state.keyUses().stream().limit(MOST).toList(),
        erasures.news(MOST));
  }

  private boolean isHeartbeat() {
    return !clock.instant().isBefore(lastReport.plus(HEARTBEAT));
  }

  private void await(Duration longest) throws InterruptedException {
    if (news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      Thread.sleep(GATHERING);
    }
    news.drainPermits();
  }
}
