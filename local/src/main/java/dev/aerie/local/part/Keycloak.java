package dev.aerie.local.part;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Toolchain;
import dev.aerie.local.home.Folders;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Lock;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Secrets;
import dev.aerie.local.process.Command;
import dev.aerie.local.process.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Keycloak, from its distribution in Maven's repository, built once for PostgreSQL and kept in the
 * user's cache.
 */
public final class Keycloak implements Part {
  /** Who can sign in from the beginning. */
  public static final String FIRST_USER = "admin@aerie.local";

  public static final String NAME = "keycloak";
  private static final String MANAGEMENT = "keycloak-management";
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Postgres postgres;
  private final Daemon daemon;

  public Keycloak(Home home, Ports ports, Secrets secrets, Postgres postgres) {
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
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

  /** Brings the distribution into the cache, so that {@link #start()} need not. */
  public Path install() {
    Path folder = home.cache().resolve("keycloak-" + version());
    return Lock.holding(home.cache().resolve("keycloak.lock"), () -> install(folder));
  }

  private Path install(Path folder) {
    Path built = folder.resolve(".built");
    if (Files.exists(built)) {
      return folder;
    }
    try {
      Folders.remove(folder);
      Path download = home.cache().resolve("download");
      Toolchain.maven("org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy")
          .and("-Dartifact=org.keycloak:keycloak-quarkus-dist:" + version() + ":zip")
          .and("-DoutputDirectory=" + download)
          .runInto(home.log("keycloak-download"));
      Archives.unpackZip(download.resolve("keycloak-quarkus-dist-" + version() + ".zip"), folder);
      Folders.remove(download);
      Path script = folder.resolve("bin/kc.sh");
      script.toFile().setExecutable(true);
      Toolchain.withJava(
              Command.of(
                  script.toString(),
                  "build",
                  "--db=postgres",
                  "--health-enabled=true",
                  "--features=organization"))
          .runInto(home.log("keycloak-build"));
      Files.createFile(built);
      return folder;
    } catch (IOException e) {
      throw new LauncherException("Keycloak can't be unpacked into " + folder + ": " + e, e);
    }
  }

  @Override
  public void start() {
    if (running().isPresent()) {
      daemon.await(PATIENCE, this::healthy);
      return;
    }
    Path script = install().resolve("bin/kc.sh");
    daemon.start(List.of(script.toString(), "start", "--optimized"), environment());
    daemon.await(PATIENCE, this::healthy);
    new KeycloakRealm(base(), loopback(ports.get(ControlPlane.NAME)), secrets).ensure();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx320m");
    environment.put(
        "JAVA_OPTS_APPEND",
        "-XX:TieredStopAtLevel=1 -XX:+AutoCreateSharedArchive -Xlog:cds=off,aot=off -XX:SharedArchiveFile="
            + home.data().resolve("keycloak.jsa"));
    environment.put("KC_DB_URL", postgres.url("keycloak"));
    environment.put("KC_DB_USERNAME", "keycloak");
    environment.put("KC_DB_PASSWORD", postgres.password("keycloak"));
    environment.put("KC_DB_POOL_MAX_SIZE", "10");
    environment.put("KC_HTTP_ENABLED", "true");
    environment.put("KC_HTTP_HOST", "127.0.0.1");
    environment.put("KC_HTTP_PORT", Integer.toString(ports.get(NAME)));
    environment.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("KC_HTTP_MANAGEMENT_PORT", Integer.toString(ports.get(MANAGEMENT)));
    environment.put("KC_HOSTNAME", base());
    environment.put("KC_CACHE", "local");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakRealm.ADMINISTRATOR);
    environment.put(
        "KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get(KeycloakRealm.ADMINISTRATOR_PASSWORD));
    return environment;
  }

  private static String version() {
    try (InputStream stream = Keycloak.class.getResourceAsStream("/versions.properties")) {
      Properties versions = new Properties();
      versions.load(stream);
      return versions.getProperty("keycloak");
    } catch (IOException e) {
      throw new LauncherException("the launcher's own versions can't be read: " + e, e);
    }
  }

  private String base() {
    return loopback(ports.get(NAME));
  }

  private static String loopback(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Where its realm for Aerie issues tokens. */
  public String issuer() {
    return base() + "/realms/" + KeycloakRealm.NAME;
  }

  @Override
  public void stop() {
    daemon.stopScript(GRACE);
  }

  @Override
  public Optional<ProcessHandle> running() {
    return daemon.running();
  }

  @Override
  public boolean healthy() {
    return Probe.http("http://127.0.0.1:" + ports.get(MANAGEMENT) + "/health/ready");
  }

  @Override
  public String address() {
    return base();
  }

  @Override
  public Path log() {
    return home.log(NAME);
  }
}
