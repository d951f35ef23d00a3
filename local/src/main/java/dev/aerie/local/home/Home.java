package dev.aerie.local.home;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The state folder of one platform: {@code $AERIE_HOME}, or {@code .aerie} of the checkout.
 *
 * @param root the checkout the platform is built from
 * @param folder the state folder
 * @param cache what several platforms of one user share: the embedded Kubernetes, Keycloak,
 *     PostgreSQL
 */
public record Home(Path root, Path folder, Path cache) {
  private static final long BYTES_NEEDED = 512L << 20;

  /** The home that the environment names. */
  public static Home ofEnvironment() {
    Path root = Path.of(System.getProperty("aerie.root", ".")).toAbsolutePath().normalize();
    Path folder = variable("AERIE_HOME").map(Path::of).orElse(root.resolve(".aerie"));
    Path caches =
        variable("XDG_CACHE_HOME")
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache"));
    return new Home(root, folder.toAbsolutePath().normalize(), caches.resolve("aerie"));
  }

  /** URI under which clusters keep their data: the environment's, or that of a folder here. */
  public String storageBase() {
    return variable("AERIE_STORAGE_BASE_URI").orElse("file://" + objects());
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /**
   * Makes the folders.
   *
   * @throws LauncherException when they can't be made or there is no space
   */
  public void prepare() {
    try {
      for (Path made : new Path[] {data(), logs(), run(), cache}) {
        Files.createDirectories(made);
      }
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < BYTES_NEEDED) {
        throw new LauncherException(
            "no space left for the data folder %s: %d MB are free, at least %d MB are needed; free some, or set AERIE_HOME to a folder on another disk"
                .formatted(folder, free >> 20, BYTES_NEEDED >> 20));
      }
    } catch (IOException e) {
      throw new LauncherException(
          "the data folder "
              + folder
              + " can't be made ("
              + e
              + "); set AERIE_HOME to one that can",
          e);
    }
  }

  /** A home inside this one, for what another region needs. */
  public Home ofRegion(String name) {
    return new Home(root, regions().resolve(name), cache);
  }

  /** Where those homes are. */
  public Path regions() {
    return folder.resolve("regions");
  }

  public Path data() {
    return folder.resolve("data");
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  public Path run() {
    return folder.resolve("run");
  }

  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  public Path objects() {
    return data().resolve("objects");
  }

  public Path log(String part) {
    return logs().resolve(part + ".log");
  }
}
