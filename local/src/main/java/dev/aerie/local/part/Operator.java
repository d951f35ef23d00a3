package dev.aerie.local.part;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.JavaCommand;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.process.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The operator with its region agent. */
public final class Operator implements Part {
  public static final String NAME = "operator";

  /** The JVM writes its AOT cache when it ends. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Home home;
  private final Ports ports;
  private final ControlPlane controlPlane;
  private final String name;
  private final String region;
  private final Supplier<String> token;
  private final Daemon daemon;

  /**
   * @param token of the region's agent; asked for at each start
   */
  public Operator(
      Home home,
      Ports ports,
      ControlPlane controlPlane,
      String name,
      String region,
      Supplier<String> token) {
    this.home = home;
    this.ports = ports;
    this.controlPlane = controlPlane;
    this.name = name;
    this.region = region;
    this.token = token;
    this.daemon = new Daemon(home, name);
  }

  @Override
  public List<String> ports() {
    return List.of(name);
  }

  @Override
  public String name() {
    return name;
  }

  /** Starts with the rights of this kubeconfig. */
  public void start(Path kubeconfig) {
    if (running().isEmpty()) {
      JavaCommand java =
          new JavaCommand(
              Service.OPERATOR,
              home,
              List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
      daemon.start(java.recording(), environment(kubeconfig));
    }
    daemon.await(PATIENCE, this::healthy);
  }

  @Override
  public void start() {
    start(home.run().resolve("operator.kubeconfig"));
  }

  private Map<String, String> environment(Path kubeconfig) {
    Path state = home.data().resolve(NAME);
    try {
      Files.createDirectories(state);
      Files.createDirectories(home.objects());
    } catch (IOException e) {
      throw new LauncherException("the operator's folders can't be made: " + e, e);
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("AERIE_HTTP_PORT", Integer.toString(ports.get(name)));
    environment.put("AERIE_CONTROL_PLANE_URL", controlPlane.address());
    environment.put("AERIE_REGION_NAME", region);
    environment.put("AERIE_REGION_TOKEN", token.get());
    environment.put("AERIE_STORAGE_BASE_URI", home.storageBase());
    environment.put("AERIE_STATE_DIR", state.toString());
    environment.put("AERIE_NODE_HOST", "127.0.0.1");
    return environment;
  }

  @Override
  public void stop() {
    daemon.stop(GRACE);
  }

  @Override
  public Optional<ProcessHandle> running() {
    return daemon.running();
  }

  @Override
  public boolean healthy() {
    return Probe.http(address() + "/q/health/ready");
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + ports.get(name);
  }

  @Override
  public Path log() {
    return home.log(name);
  }
}
