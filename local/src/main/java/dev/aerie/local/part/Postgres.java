package dev.aerie.local.part;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Secrets;
import dev.aerie.local.process.Command;
import dev.aerie.local.process.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL, from binaries in a Maven artifact. PostgreSQL does not run as root; root starts it in
 * a user namespace, in which it is nobody.
 */
public final class Postgres implements Part {
  public static final String NAME = "postgres";
  private static final String SUPERUSER = "postgres";
  private static final String SMALL = "64MB";
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Daemon daemon;
  private final String sharedBuffers;

  /** One that takes little memory, as what runs here has few rows. */
  public Postgres(Home home, Ports ports, Secrets secrets) {
    this(home, ports, secrets, SMALL);
  }

  /**
   * @param sharedBuffers how much memory it keeps pages in, as PostgreSQL writes it: {@code 64MB}
   */
  public Postgres(Home home, Ports ports, Secrets secrets, String sharedBuffers) {
    this.sharedBuffers = sharedBuffers;
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
    this.daemon = new Daemon(home, NAME);
  }

  @Override
  public List<String> ports() {
    return List.of(NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    if (running().isPresent()) {
      daemon.await(PATIENCE, this::healthy);
      return;
    }
    Path binaries = unpack();
    Path data = home.data().resolve(NAME);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(binaries, data);
    }
    daemon.start(
        asNobody(
            List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(ports.get(NAME)),
                "-h",
                "127.0.0.1",
                "-k",
                "",
                "-c",
                "max_connections=100",
                "-c",
                "shared_buffers=" + sharedBuffers)),
        Map.of());
    daemon.await(PATIENCE, this::healthy);
    createDatabase("aerie", "aerie_owner", "CREATEROLE");
    createDatabase("keycloak", "keycloak", "");
  }

  private Path unpack() {
    Path folder = home.cache().resolve("postgres-18.1");
    if (Files.exists(folder.resolve("bin/postgres"))) {
      return folder;
    }
    try (InputStream archive = Postgres.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
      if (archive == null) {
        throw new LauncherException("PostgreSQL for this machine's processor is not packaged");
      }
      Archives.unpackTarXz(archive, folder);
      return folder;
    } catch (IOException e) {
      throw new LauncherException("PostgreSQL can't be unpacked into " + folder + ": " + e, e);
    }
  }

  private void initialise(Path binaries, Path data) {
    Path password = home.run().resolve("postgres-password");
    try {
      Files.writeString(password, secrets.get("postgresPassword"));
      Command.of(
              asNobody(
                  List.of(
                      binaries.resolve("bin/initdb").toString(),
                      "-A",
                      "scram-sha-256",
                      "-U",
                      SUPERUSER,
                      "--pwfile=" + password,
                      "-D",
                      data.toString(),
                      "-E",
                      "UTF8",
                      "--locale=C",
                      "--no-sync")))
          .runInto(home.log("initdb"));
    } catch (IOException e) {
      throw new LauncherException("PostgreSQL's folder can't be made: " + e, e);
    } finally {
      delete(password);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LauncherException(file + " can't be removed: " + e, e);
    }
  }

  private static List<String> asNobody(List<String> command) {
    if (!System.getProperty("user.name").equals("root")) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("unshare", "-U"));
    words.addAll(command);
    return words;
  }

  private void createDatabase(String database, String owner, String attributes) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "select 1 from pg_roles where rolname = '" + owner + "'")) {
        statement.execute(
            "create role %s login %s password '%s'".formatted(owner, attributes, password(owner)));
      }
      if (!exists(statement, "select 1 from pg_database where datname = '" + database + "'")) {
        statement.execute("create database %s owner %s".formatted(database, owner));
      }
    } catch (SQLException e) {
      throw new LauncherException("database " + database + " can't be made: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(SUPERUSER), SUPERUSER, secrets.get("postgresPassword"));
  }

  /** JDBC address of a database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.get(NAME), database);
  }

  /** Password of a role. */
  public String password(String role) {
    return secrets.get(role + "DatabasePassword");
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
    if (!Probe.tcp(ports.get(NAME))) {
      return false;
    }
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public String address() {
    return "postgresql://127.0.0.1:" + ports.get(NAME);
  }

  @Override
  public Path log() {
    return home.log(NAME);
  }
}
