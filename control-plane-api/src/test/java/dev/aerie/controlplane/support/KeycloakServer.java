package dev.aerie.controlplane.support;

import dev.aerie.local.home.Folders;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Secrets;
import dev.aerie.local.part.Keycloak;
import dev.aerie.local.part.KeycloakRealm;
import dev.aerie.local.part.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keycloak with the realm of the local platform, one for all tests of a JVM: it is started when it
 * is first asked for and ends with the JVM.
 */
public final class KeycloakServer {
  /** Tests are loaded by several class loaders; system properties are the same for all. */
  private static final String HOME = "aerie.test.keycloak";

  private final Path folder;
  private final Secrets secrets;
  private final Keycloak keycloak;
  private final Postgres postgres;

  private KeycloakServer(Path folder) {
    this.folder = folder;
    var home = new Home(Path.of("..").toAbsolutePath().normalize(), folder, cache());
    home.prepare();
    var ports = new Ports(home);
    secrets = new Secrets(home);
    postgres = new Postgres(home, ports, secrets);
    keycloak = new Keycloak(home, ports, secrets, postgres);
  }

  /** The one that runs. */
  public static KeycloakServer running() {
    synchronized (System.getProperties()) {
      String folder = System.getProperty(HOME);
      if (folder != null) {
        return new KeycloakServer(Path.of(folder));
      }
      try {
        Path made = Files.createTempDirectory("aerie-keycloak");
        System.setProperty(HOME, made.toString());
        var server = new KeycloakServer(made);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.postgres.start();
        server.keycloak.start();
        return server;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static Path cache() {
    return Home.ofEnvironment().cache();
  }

  private void stop() {
    try {
      keycloak.stop();
      postgres.stop();
    } finally {
      Folders.remove(folder);
    }
  }

  /** Where the realm issues tokens. */
  public String issuer() {
    return keycloak.issuer();
  }

  /** The address of the server. */
  public String address() {
    return keycloak.address();
  }

  /** Makes sure that the realm is as the launcher makes it for a control plane at this address. */
  public void ensureRealm(String controlPlane) {
    new KeycloakRealm(address(), controlPlane, secrets).ensure();
  }

  /** A secret of the realm or its administrator. */
  public String secret(String name) {
    return secrets.get(name);
  }
}
