package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aerie.operator.cluster.observation.PodHttp;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of one region. Started once, closed once. */
public final class RegionAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegionAgent.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AgentState state;
  private final UsageMeter meter;
  private final ControlPlane controlPlane;
  private final AgentKey key;
  private final StorageCredentials credentials;
  private final Redelivery redelivery;
  private final Delivery delivery;
  private final Erasures erasures;
  private final ClusterWatch watch;
  private final MetricSampler sampler;
  private final BackupWatch backupWatch;
  private final Reporter reporter;
  private final DesiredLoop desired;

  /**
   * @param client reads and writes in the operator's name; stays open
   * @param settings of the agent
   * @param agentVersion version of the operator
   * @param clock times usage and reports
   */
  public RegionAgent(
      KubernetesClient client, AgentSettings settings, String agentVersion, Clock clock) {
    ObjectMapper json = json();
    state = AgentState.in(settings.stateDir(), json);
    meter = new UsageMeter(clock, state.open());
    controlPlane = new ControlPlane(settings, json);
    key = new AgentKey(controlPlane, new KeyStore(client, settings, json), settings, clock);
    BackupDelivery backups = new BackupDelivery(client);
    RestoreDelivery restores = new RestoreDelivery(client);
    credentials = new StorageCredentials(client, settings, this::credentialsChanged);
    ProjectObjects projects = new ProjectObjects(settings.projectQuota());
    RegionObjects objects = new RegionObjects(new ClusterSpecs(settings.storageBase()), json);
    delivery = new Delivery(client, projects, objects, credentials, backups, restores);
    erasures = new Erasures(client, projects, objects, credentials);
    redelivery = new Redelivery(this::known, this::deliverAgain);
    backupWatch =
        new BackupWatch(client, this::somethingIsNew, backups::removed, restores::removed);
    Telemetry telemetry = new Telemetry();
    watch = new ClusterWatch(client, meter, telemetry, clock, this::somethingIsNew, this::removed);
    KeyUseBook keyUses = new KeyUseBook(clock);
    sampler = new MetricSampler(client, new PodHttp(), telemetry, keyUses, clock);
    reporter =
        new Reporter(
            controlPlane,
            state,
            meter,
            new RegionObserver(client, agentVersion, settings)::region,
            new RegionSources(watch, delivery, backupWatch, backups, restores, erasures),
            telemetry,
            keyUses,
            clock);
    LogDesk logs =
        new LogDesk(settings.logsMayLeave(), new LogReader(client), controlPlane, threads);
    desired =
        new DesiredLoop(
            controlPlane, delivery, erasures, logs, redelivery::retry, this::somethingIsNew);
  }

  /**
   * Begins to ask and to report; returns when it has seen what there is.
   *
   * @param term how often the lease had changed hands when this process took it, the same for a
   *     process that is alone; empty if it is not known
   */
  public void start(OptionalLong term) {
    if (!state.resume(term)) {
      LOG.info(
          "Another process has acted for the region since; what ran meanwhile it has measured");
      meter.keepLeft(List.of());
    }
    credentials.start();
    threads.submit(redelivery);
    watch.start();
    backupWatch.start();
    threads.submit(this::talk);
  }

  /** Enrols first: without a key every other call is in vain. */
  private void talk() {
    try {
      key.await();
      threads.submit(reporter);
      threads.submit(desired);
      threads.submit(sampler);
      key.lookAfter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    credentials.close();
    watch.close();
    backupWatch.close();
    threads.shutdownNow();
    controlPlane.close();
  }

  private List<String> known() {
    return Stream.concat(delivery.known().stream(), erasures.known().stream()).toList();
  }

  /** A cluster is either wanted or to be erased. */
  private void deliverAgain(String clusterId) {
    delivery.deliverAgain(clusterId);
    erasures.deliverAgain(clusterId);
  }

  private void somethingIsNew() {
    reporter.wake();
  }

  /** All clusters have them; what failed for one is tried again, as no other event tells of it. */
  private void credentialsChanged() {
    redelivery.wake();
  }

  private void removed(String clusterId) {
    threads.submit(
        () -> {
          try {
            deliverAgain(clusterId);
          } catch (RuntimeException e) {
            LOG.warn("Cluster {} could not be looked at after its end", clusterId, e);
            redelivery.retry(List.of(clusterId));
          }
          reporter.wake();
        });
  }

  private static ObjectMapper json() {
    return JsonMapper.builder()
        .addModules(new JavaTimeModule(), new Jdk8Module())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
