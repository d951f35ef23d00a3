package dev.aerie.operator.support;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Definitions of resources on the API server. */
public final class Definitions {

  private static final Path FOREIGN = Path.of("src/test/resources/foreign");

  private Definitions() {}

  /** Makes kinds of another project known, by the name of their definition. */
  public static void installForeign(KubernetesClient client, String name) {
    install(client, FOREIGN.resolve(name + ".yaml"));
  }

  /** Makes kinds known, and returns when the API server serves them. */
  public static void install(KubernetesClient client, Path file) {
    try (var stream = Files.newInputStream(file)) {
      client
          .load(stream)
          .serverSideApply()
          .forEach(
              definition ->
                  client
                      .apiextensions()
                      .v1()
                      .customResourceDefinitions()
                      .withName(definition.getMetadata().getName())
                      .waitUntilCondition(Definitions::isEstablished, 30, TimeUnit.SECONDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEstablished(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                each -> each.getType().equals("Established") && each.getStatus().equals("True"));
  }
}
