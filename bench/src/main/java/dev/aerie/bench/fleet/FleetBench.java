package dev.aerie.bench.fleet;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Lets a fleet grow step by step and measures at each size what the operator needs. */
public final class FleetBench {

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration LOOK = Duration.ofMillis(250);

  /** In this time nothing may happen before a fleet counts as quiet. */
  private static final Duration QUIET = Duration.ofSeconds(20);

  private static final Duration IDLE = Duration.ofSeconds(330);
  private static final Duration ROLL = Duration.ofSeconds(120);

  private final BenchKubernetes kubernetes;
  private final StubControlPlane controlPlane;
  private final BenchFleet fleet;
  private final Path work;
  private final Path jar;
  private final Path kubeconfig;

  private FleetBench(BenchKubernetes kubernetes, StubControlPlane controlPlane, Path work, Path jar)
      throws IOException, InterruptedException {
    this.kubernetes = kubernetes;
    this.controlPlane = controlPlane;
    this.fleet = new BenchFleet(kubernetes.admin());
    this.work = work;
    this.jar = jar;
    this.kubeconfig = kubernetes.operatorKubeconfig();
  }

  /**
   * Measures.
   *
   * @param arguments the checkout, an empty folder to work in, the Kubernetes binary, the
   *     operator's jar, the page to write, and the sizes
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    try (BenchKubernetes kubernetes =
            new BenchKubernetes(Path.of(arguments[2]), work.resolve("kube"));
        StubControlPlane controlPlane = new StubControlPlane()) {
      kubernetes.unthrottle();
      kubernetes.apply(root.resolve("crds/src/main/kubernetes"));
      kubernetes.apply(root.resolve("operator/src/main/kubernetes"));
      kubernetes.countTheOperatorsCalls();
      try (SimulatedNode node = new SimulatedNode(kubernetes.admin())) {
        FleetBench bench = new FleetBench(kubernetes, controlPlane, work, Path.of(arguments[3]));
        List<Integer> sizes = Stream.of(arguments).skip(5).map(Integer::valueOf).toList();
        String page = bench.run(sizes);
        Files.writeString(Path.of(arguments[4]), page);
        System.out.println(page);
      }
    }
  }

  private String run(List<Integer> sizes) throws IOException, InterruptedException {
    fleet.release("1");
    List<Measured> measured = new ArrayList<>();
    for (int size : sizes) {
      measured.add(at(size));
      System.out.println(measured.getLast());
    }
    return FleetPage.of(measured, change());
  }

  private Measured at(int size) throws IOException, InterruptedException {
    int before = fleet.size();
    fleet.growTo(size);
    CallCount first = calls();
    Measured.Growth growth;
    Measured.Idle idle;
    try (OperatorProcess operator = operator()) {
      Instant start = Instant.now();
      await(operator, () -> fleet.ready() == size);
      Duration took = Duration.between(start, Instant.now());
      settle();
      growth =
          new Measured.Growth(
              size - before, took, calls().since(first).calls(), operator.residentMegabytes());
      idle = idle(operator);
    }
    return new Measured(size, growth, idle, restart(size));
  }

  private Measured.Idle idle(OperatorProcess operator) throws IOException, InterruptedException {
    CallCount before = calls();
    int reports = controlPlane.reports();
    double cpu = operator.cpuSeconds();
    double passes = operator.passes();
    Thread.sleep(IDLE);
    double seconds = IDLE.toSeconds();
    CallCount after = calls().since(before);
    return new Measured.Idle(
        after.calls() / seconds,
        after.writes(),
        (operator.passes() - passes) / seconds,
        (operator.cpuSeconds() - cpu) / seconds,
        (controlPlane.reports() - reports) / seconds,
        operator.residentMegabytes());
  }

  private Measured.Restart restart(int size) throws IOException, InterruptedException {
    CallCount before = calls();
    try (OperatorProcess operator = operator()) {
      Instant start = Instant.now();
      await(operator, operator::isReady);
      Duration ready = Duration.between(start, Instant.now());
      await(operator, () -> operator.seen() >= size);
      Duration seen = Duration.between(start, Instant.now());
      double cpu = operator.cpuSeconds();
      settle();
      CallCount all = calls().since(before);
      return new Measured.Restart(ready, seen, all.calls(), all.writes(), cpu);
    }
  }

  /** All clusters get another version, as many at once as by default. */
  private Change change() throws IOException, InterruptedException {
    try (OperatorProcess operator = operator()) {
      await(operator, () -> operator.seen() >= fleet.size());
      settle();
      CallCount before = calls();
      double cpu = operator.cpuSeconds();
      double passes = operator.passes();
      fleet.release("2");
      Instant start = Instant.now();
      await(operator, () -> fleet.changed("2") >= 1);
      Duration canary = Duration.between(start, Instant.now());
      await(operator, () -> fleet.queued() + fleet.changed("2") >= fleet.size() * 0.98);
      Duration known = Duration.between(start, Instant.now());
      while (Duration.between(start, Instant.now()).compareTo(ROLL) < 0) {
        Thread.sleep(LOOK);
      }
      double seconds = ROLL.toSeconds();
      CallCount all = calls().since(before);
      return new Change(
          canary,
          known,
          fleet.changed("2"),
          fleet.queued(),
          all.calls() / seconds,
          (operator.passes() - passes) / seconds,
          (operator.cpuSeconds() - cpu) / seconds);
    }
  }

  private OperatorProcess operator() throws IOException {
    Path state = Files.createDirectories(work.resolve("state"));
    return new OperatorProcess(
        jar,
        freePort(),
        work.resolve("operator.log"),
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "AERIE_CONTROL_PLANE_URL",
            controlPlane.url(),
            "AERIE_REGION_NAME",
            "bench",
            "AERIE_REGION_TOKEN",
            "bench",
            "AERIE_STORAGE_BASE_URI",
            "s3://bench",
            "AERIE_STATE_DIR",
            state.toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until the operator has called for nothing but its agent's reports for a while. */
  private void settle() throws InterruptedException {
    double before;
    do {
      before = kubernetes.metrics().writes();
      Thread.sleep(QUIET);
    } while (kubernetes.metrics().writes() > before);
  }

  private CallCount calls() {
    return CallCount.of(kubernetes.metrics());
  }

  private static void await(OperatorProcess operator, BooleanSupplier reached)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!reached.getAsBoolean()) {
      operator.requireAlive();
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("not reached within " + PATIENCE);
      }
      Thread.sleep(LOOK);
    }
  }
}
