package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * How far the erasure of a cluster is.
 *
 * @param clusterId its id
 * @param erased whether no object of it is left
 * @param reason why not, if something hinders it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ErasureReport(String clusterId, boolean erased, Optional<String> reason) {

  /** Takes an absent reason as none. */
  public ErasureReport {
    reason = reason == null ? Optional.empty() : reason;
  }

  /** No object is left. */
  public static ErasureReport done(String clusterId) {
    return new ErasureReport(clusterId, true, Optional.empty());
  }

  /** It could not be done yet, and is tried again. */
  public static ErasureReport hindered(String clusterId, String reason) {
    return new ErasureReport(clusterId, false, Optional.of(reason));
  }
}
