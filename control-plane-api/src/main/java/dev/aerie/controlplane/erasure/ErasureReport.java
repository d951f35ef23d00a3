package dev.aerie.controlplane.erasure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/**
 * How far a region is with the erasure of a cluster.
 *
 * @param erased whether no object of it is left
 * @param reason why not, if something hinders it; it is tried again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErasureReport(String clusterId, boolean erased, Optional<String> reason) {

  /** Whether it says of which cluster it is. */
  public boolean isWhole() {
    return clusterId != null;
  }
}
