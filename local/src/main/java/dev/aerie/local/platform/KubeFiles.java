package dev.aerie.local.platform;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A Kubernetes that exists already. Its owner applies the manifests of crds and operator there. */
final class KubeFiles {
  private KubeFiles() {}

  static void use(Path kubeconfig, Home home) {
    try {
      Files.copy(kubeconfig, home.kubeconfig(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LauncherException("the kubeconfig " + kubeconfig + " can't be read: " + e, e);
    }
  }
}
