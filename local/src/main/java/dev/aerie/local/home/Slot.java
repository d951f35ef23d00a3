package dev.aerie.local.home;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A share of what platforms of one machine must not share: node ports and pod addresses. Kubernetes
 * allows few node ports, so that they can't be chosen at random.
 */
public record Slot(int number) {
  private static final int SLOTS = 27;
  private static final int FIRST_NODE_PORT = 30_000;
  private static final int NODE_PORTS = 100;

  /** The slot of a home: the one it has, else the first that no other home has. */
  public static Slot of(Home home) {
    Path folder = home.cache().resolve("slots");
    return Lock.holding(
        folder.resolve("lock"),
        () -> {
          try {
            return take(folder, home.folder().toString());
          } catch (IOException e) {
            throw new LauncherException("no slot can be taken in " + folder + ": " + e, e);
          }
        });
  }

  private static Slot take(Path folder, String owner) throws IOException {
    int free = -1;
    for (int number = SLOTS - 1; number >= 0; number--) {
      Path file = folder.resolve(Integer.toString(number));
      String found = Files.exists(file) ? Files.readString(file) : "";
      if (found.equals(owner)) {
        return new Slot(number);
      }
      if (found.isEmpty() || !Files.isDirectory(Path.of(found))) {
        free = number;
      }
    }
    if (free < 0) {
      throw new LauncherException(
          "%d platforms exist on this machine already; remove one with ./aerie reset"
              .formatted(SLOTS));
    }
    Files.writeString(folder.resolve(Integer.toString(free)), owner);
    return new Slot(free);
  }

  /** Node ports, as the API server takes them. */
  public String nodePorts() {
    int first = FIRST_NODE_PORT + number * NODE_PORTS;
    return first + "-" + (first + NODE_PORTS - 1);
  }

  /** Addresses of pods. */
  public String podCidr() {
    return "127.77." + number + ".0/24";
  }
}
