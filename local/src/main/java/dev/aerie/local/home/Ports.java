package dev.aerie.local.home;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of a platform: free ones, kept in {@code ports.json} so that addresses stay. */
public final class Ports {
  // Linux gives outgoing connections ports from 32768 on: one of them, or a client that calls a
  // server that is down and so connects to itself, could have a server's port when it starts again.
  // From 30000 on are Kubernetes' node ports.
  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;
  private static final int ATTEMPTS = 1_000;

  private final Path file;
  private final Map<String, String> ports;

  public Ports(Home home) {
    this.file = home.folder().resolve("ports.json");
    this.ports = Documents.readTexts(file);
  }

  /** The port of this name; a free one the first time. */
  public synchronized int get(String name) {
    String port = ports.get(name);
    if (port == null) {
      port = Integer.toString(anyFree());
      ports.put(name, port);
      Documents.write(file, ports);
    }
    return Integer.parseInt(port);
  }

  /**
   * @throws LauncherException when another program has the port
   */
  public void requireFree(String name) {
    int port = get(name);
    if (!isFree(port)) {
      throw new LauncherException(
          "port %d of %s is taken by another program: end that program, or let new ports be chosen with ./aerie reset --ports"
              .formatted(port, name));
    }
  }

  /** Forgets all ports, so that others are chosen at the next start. */
  public synchronized void forget() {
    ports.clear();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LauncherException(file + " can't be removed: " + e, e);
    }
  }

  /** A port that no program has now. It is not remembered. */
  public static int anyFree() {
    return ThreadLocalRandom.current()
        .ints(ATTEMPTS, FIRST, LAST + 1)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow(
            () -> new LauncherException("no port from %d to %d is free".formatted(FIRST, LAST)));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
