package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Marks;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people and classes say about the pods of a cluster. Only a change of that restarts pods:
 * what another version of the operator makes of the same inputs waits until pods start for a reason
 * of their own.
 */
public final class Inputs {

  /** Annotation of pods: digest of the inputs they were made by. */
  static final String DIGEST = "aerie.dev/inputs";

  private Inputs() {}

  static String digest(Blueprint blueprint) {
    var spec = blueprint.spec();
    List<Object> inputs =
        new ArrayList<>(
            List.of(
                blueprint.clusterId(),
                blueprint.image().reference(),
                blueprint.cluster().compute().units(),
                blueprint.classSpec().cpuPerUnit(),
                blueprint.classSpec().memoryPerUnit(),
                blueprint.cacheSize(),
                spec.storage().uri(),
                spec.storage().credentialsRef(),
                spec.keysRef(),
                annotation(blueprint.cluster(), Marks.RESTARTED_AT)));
    // Left out where there is none, so that pods from before there was such a field stay.
    Stream.of(
            blueprint.cluster().tlsSecret(),
            annotation(blueprint.cluster(), Marks.STORAGE_CREDENTIALS))
        .filter(text -> !text.isEmpty())
        .forEach(inputs::add);
    spec.storage().encrypted().ifPresent(inputs::add);
    Settings.tier(blueprint).map(tier -> "tier=" + tier).ifPresent(inputs::add);
    return Digests.sha256(inputs.toString());
  }

  /** The inputs a pod, or a pod template, was made by; empty if it does not say. */
  public static String of(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getAnnotations())
        .map(annotations -> annotations.get(DIGEST))
        .orElse("");
  }

  private static String annotation(HasMetadata object, String name) {
    return Optional.ofNullable(object.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(name))
        .orElse("");
  }
}
