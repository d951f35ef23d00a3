package dev.aerie.local.home;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Ports of a platform: free ones, kept in {@code ports.json} so that addresses stay. */
public final class Ports {
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
      port = Integer.toString(free());
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

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LauncherException("no free port can be found: " + e, e);
    }
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
