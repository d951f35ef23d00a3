package dev.aerie.controlplane.feed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Target;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That something has changed; what it is now, the API tells.
 *
 * @param kind what it is; {@code RETURNED} when some changes may have been missed: read all anew
 */
public record Change(
    Kind kind,
    Optional<String> organizationId,
    Optional<String> id,
    Optional<String> projectId,
    Optional<String> clusterId) {

  /** What can change. */
  @Schema(name = "ChangeKind")
  public enum Kind {
    /** The organisation itself. */
    ORGANIZATION,
    /** A project. */
    PROJECT,
    /** A cluster. */
    CLUSTER,
    /** An operation. */
    OPERATION,
    /** An API key. */
    API_KEY,
    /** Something that was missed, and the first event of a stream. */
    RETURNED
  }

  static Change returned() {
    return new Change(
        Kind.RETURNED, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Where it is, as far as it is told. */
  @JsonIgnore
  Target target() {
    return new Target(organizationId.orElse(""), projectId, clusterId);
  }
}
