package dev.aerie.local.platform;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A Kubernetes that exists already, in place of the embedded one. The choice is kept, so that the
 * other commands know which one the platform runs on.
 */
final class ExistingKubernetes {
  private final Home home;

  ExistingKubernetes(Home home) {
    this.home = home;
  }

  /** Whether the last start chose it. */
  boolean isChosen() {
    return Files.exists(choice());
  }

  /** Whether this is another Kubernetes than that of the last start; empty: the embedded one. */
  boolean isNew(Optional<Path> kubeconfig) {
    try {
      String last = isChosen() ? Files.readString(choice()) : "";
      return !last.equals(kubeconfig.map(file -> file.toAbsolutePath().toString()).orElse(""));
    } catch (IOException e) {
      throw new LauncherException(choice() + " can't be read: " + e, e);
    }
  }

  /** Chooses the Kubernetes of this file. */
  void choose(Path kubeconfig) {
    try {
      Files.copy(kubeconfig, home.kubeconfig(), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(choice(), kubeconfig.toAbsolutePath().toString());
    } catch (IOException e) {
      throw new LauncherException("the kubeconfig " + kubeconfig + " can't be used: " + e, e);
    }
  }

  /** Goes back to the embedded one. */
  void forget() {
    try {
      Files.deleteIfExists(choice());
    } catch (IOException e) {
      throw new LauncherException(choice() + " can't be removed: " + e, e);
    }
  }

  private Path choice() {
    return home.run().resolve("existing-kubernetes");
  }
}
