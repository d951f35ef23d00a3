package dev.aerie.bench.fleet;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A node on which every pod is ready at once and every volume is there: nothing runs. */
final class SimulatedNode implements AutoCloseable {

  private static final String NAME = "simulated";
  private static final String ADDRESS = "127.78.0.1";
  private static final int MANAGEMENT_PORT = 9091;
  private static final int WORKERS = 16;
  private static final byte[] READY =
      """
      {"status": "UP", "checks": [{"name": "engine", "status": "UP", "data": {"writer": true}}]}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final KubernetesClient client;
  private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(WORKERS);
  private final Set<String> bound = ConcurrentHashMap.newKeySet();
  private final HttpServer pods;

  SimulatedNode(KubernetesClient client) throws IOException {
    this.client = client;
    pods = HttpServer.create(new InetSocketAddress(ADDRESS, MANAGEMENT_PORT), 0);
    pods.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    pods.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, READY.length);
          exchange.getResponseBody().write(READY);
          exchange.close();
        });
    pods.start();
    register();
    workers.scheduleAtFixedRate(this::renew, 0, 10, TimeUnit.SECONDS);
    client.persistentVolumeClaims().inAnyNamespace().inform(told(this::bind));
    client.pods().inAnyNamespace().withField("spec.nodeName", NAME).inform(told(this::run));
  }

  @Override
  public void close() {
    workers.shutdownNow();
    pods.stop(0);
  }

  private void register() {
    Map<String, Quantity> capacity =
        Map.of(
            "cpu", new Quantity("100000"),
            "memory", new Quantity("1Pi"),
            "pods", new Quantity("100000"),
            "ephemeral-storage", new Quantity("1Pi"));
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(NAME)
            .addToLabels("kubernetes.io/os", "linux")
            .addToLabels("kubernetes.io/hostname", NAME)
            .endMetadata()
            .withNewStatus()
            .withCapacity(capacity)
            .withAllocatable(capacity)
            .addNewAddress(ADDRESS, "InternalIP")
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withReason("Simulated")
            .withLastHeartbeatTime(Instant.now().toString())
            .withLastTransitionTime(Instant.now().toString())
            .endCondition()
            .endStatus()
            .build();
    client.resource(node).create();
    client.resource(node).patchStatus();
  }

  private void renew() {
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace("kube-node-lease")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(NAME)
                .withLeaseDurationSeconds(40)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(NAME)
                .withForce(true)
                .build());
  }

  private void bind(PersistentVolumeClaim claim) {
    if (claim.getSpec().getVolumeName() != null || !bound.add(claim.getMetadata().getUid())) {
      return;
    }
    client
        .resource(
            new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName("pv-" + claim.getMetadata().getUid())
                .endMetadata()
                .withNewSpec()
                .withAccessModes(claim.getSpec().getAccessModes())
                .withCapacity(claim.getSpec().getResources().getRequests())
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .endClaimRef()
                .withNewHostPath("/nowhere", "")
                .endSpec()
                .build())
        .create();
  }

  private void run(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      client.resource(pod).withGracePeriod(0).delete();
    } else if ("Pending".equals(pod.getStatus().getPhase())) {
      client.resource(running(pod)).patchStatus();
    }
  }

  private static Pod running(Pod pod) {
    String now = Instant.now().toString();
    List<PodCondition> conditions =
        Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
            .map(
                type ->
                    new PodConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withLastTransitionTime(now)
                        .build())
            .toList();
    List<ContainerStatus> containers =
        pod.getSpec().getContainers().stream()
            .map(
                container ->
                    new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withReady(true)
                        .withStarted(true)
                        .withNewState()
                        .withNewRunning(now)
                        .endState()
                        .build())
            .toList();
    return new PodBuilder(pod)
        .withStatus(
            new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(ADDRESS)
                .withHostIP(ADDRESS)
                .withStartTime(now)
                .withConditions(conditions)
                .withContainerStatuses(containers)
                .build())
        .build();
  }

  /** One that has gone meanwhile is no matter. */
  private <T> ResourceEventHandler<T> told(Consumer<T> work) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        workers.execute(
            () -> {
              try {
                work.accept(object);
              } catch (KubernetesClientException e) {
                System.err.println(e.getMessage());
              }
            });
      }

      @Override
      public void onUpdate(T before, T object) {
        onAdd(object);
      }

      @Override
      public void onDelete(T object, boolean unknown) {}
    };
  }
}
