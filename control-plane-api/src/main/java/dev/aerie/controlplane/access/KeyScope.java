package dev.aerie.controlplane.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * Where in a cluster a key opens something.
 *
 * @param database the database
 * @param collection the collection; empty for all of the database
 * @param access how far, within what the key's role allows
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RefusedWithout({"database", "access"})
public record KeyScope(String database, Optional<String> collection, Access access) {

  /** How far a scope opens. */
  public enum Access {
    /** Reading only. */
    READ,
    /** Whatever the role allows. */
    READ_WRITE
  }
}
