package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aerie.operator.agent.protocol.ClusterReport;
import dev.aerie.operator.cluster.observation.PodFiguresClient;
import dev.aerie.operator.cluster.observation.PodHttp;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of one region. Started once, closed once. */
public final class RegionAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegionAgent.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ControlPlane controlPlane;
  private final AgentKey key;
  private final Delivery delivery;
  private final ClusterWatch watch;
  private final MetricSampler sampler;
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
    AgentState state = AgentState.in(settings.stateDir(), json);
    UsageMeter meter = new UsageMeter(clock, state.open());
    controlPlane = new ControlPlane(settings, json);
    key = new AgentKey(controlPlane, new KeyStore(client, settings, json), settings, clock);
    delivery =
        new Delivery(
            client,
            new ProjectObjects(settings.projectQuota()),
            new RegionObjects(settings.storageBase(), json));
    Telemetry telemetry = new Telemetry();
    watch = new ClusterWatch(client, meter, telemetry, clock, this::somethingIsNew, this::removed);
    sampler = new MetricSampler(client, new PodFiguresClient(new PodHttp()), telemetry, clock);
    reporter =
        new Reporter(
            controlPlane,
            state,
            meter,
            new RegionObserver(client, agentVersion)::region,
            this::reports,
            telemetry,
            clock);
    desired = new DesiredLoop(controlPlane, delivery, this::somethingIsNew);
  }

  /** Begins to ask and to report; returns when it has seen what there is. */
  public void start() {
    watch.start();
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
    watch.close();
    threads.shutdownNow();
    controlPlane.close();
  }

  private void somethingIsNew() {
    reporter.wake();
  }

  private void removed(String clusterId) {
    threads.submit(
        () -> {
          try {
            delivery.deliverAgain(clusterId);
          } catch (KubernetesClientException e) {
            LOG.warn("Cluster {} could not be looked at after its end", clusterId, e);
          }
          reporter.wake();
        });
  }

  private List<ClusterReport> reports() {
    Map<String, ClusterReport> reports = new LinkedHashMap<>();
    watch.reports().forEach(report -> reports.put(report.clusterId(), report));
    delivery.outcomes().forEach(report -> reports.put(report.clusterId(), report));
    return List.copyOf(reports.values());
  }

  private static ObjectMapper json() {
    return JsonMapper.builder()
        .addModules(new JavaTimeModule(), new Jdk8Module())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
