package dev.aerie.local.part;

import dev.aerie.local.build.JavaCommand;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Secrets;
import dev.aerie.local.process.Daemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control plane, which serves the API and the console. */
public final class ControlPlane implements Part {
  public static final String NAME = "control-plane";

  private static final String MANAGEMENT = "control-plane-management";

  /** Name of the region that the operator of this platform serves. */
  public static final String REGION = "local";

  /** Name of the secret that enrols that operator's agent. */
  public static final String REGION_TOKEN = "regionToken";

  /** The JVM writes its AOT cache when it ends. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Postgres postgres;
  private final Keycloak keycloak;
  private final Daemon daemon;

  public ControlPlane(
      Home home, Ports ports, Secrets secrets, Postgres postgres, Keycloak keycloak) {
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
    this.keycloak = keycloak;
    this.daemon = new Daemon(home, NAME);
  }

  @Override
  public List<String> ports() {
    return List.of(NAME, MANAGEMENT);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    if (running().isEmpty()) {
      JavaCommand java =
          new JavaCommand(
              Service.CONTROL_PLANE, home, List.of("-Xmx320m", "-XX:+UseSerialGC", "-Xss512k"));
      daemon.start(java.recording(), environment());
    }
    daemon.await(PATIENCE, this::healthy);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AERIE_HTTP_HOST", "127.0.0.1");
    environment.put("AERIE_HTTP_PORT", Integer.toString(ports.get(NAME)));
    environment.put("AERIE_MANAGEMENT_PORT", Integer.toString(ports.get(MANAGEMENT)));
    environment.put("AERIE_PUBLIC_URL", address());
    environment.put("AERIE_DB_URL", postgres.url("aerie"));
    environment.put("AERIE_DB_OWNER_USER", "aerie_owner");
    environment.put("AERIE_DB_OWNER_PASSWORD", postgres.password("aerie_owner"));
    environment.put("AERIE_DB_APP_USER", "aerie_app");
    environment.put("AERIE_DB_APP_PASSWORD", postgres.password("aerie_app"));
    environment.put("AERIE_OIDC_ISSUER", keycloak.issuer());
    environment.put("AERIE_OIDC_CLIENT_ID", "aerie-console");
    environment.put("AERIE_OIDC_CLIENT_SECRET", secrets.get("consoleClientSecret"));
    environment.put("AERIE_SECRET_KEY", secrets.get("controlPlaneSecretKey"));
    // Identity providers to try single sign-on with run on this machine.
    environment.put("AERIE_OUTBOUND_ALLOWED_RANGES", "127.0.0.0/8");
    environment.put("AERIE_PLATFORM_ADMINISTRATORS", Keycloak.FIRST_USER);
    environment.put("AERIE_REGION_NAME", REGION);
    environment.put("AERIE_REGION_CLOUD", "local");
    environment.put("AERIE_REGION_TOKEN", secrets.get(REGION_TOKEN));
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
    // The management port is open a moment earlier.
    return Probe.http("http://127.0.0.1:" + ports.get(MANAGEMENT) + "/q/health/ready")
        && Probe.http(address() + "/v1/console-config");
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + ports.get(NAME);
  }

  @Override
  public Path log() {
    return home.log(NAME);
  }
}
