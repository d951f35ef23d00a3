package dev.aerie.operator.cluster.observation;

import java.util.Optional;

/**
 * What a pod says of itself at {@code /q/health/ready}.
 *
 * @param writer whether it holds the newest epoch; empty if it did not say
 * @param storageError why it cannot reach the object store, if it cannot
 */
public record PodHealth(Optional<Boolean> writer, Optional<String> storageError) {

  /** The pod did not answer. */
  public static final PodHealth SILENT = new PodHealth(Optional.empty(), Optional.empty());
}
