package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Row;
import java.util.Optional;

/**
 * Who made something, as they were called then.
 *
 * @param id of a person, a service account or an API key
 */
public record Creator(Principal.Kind kind, String id, String name) {

  /** This caller. */
  public static Creator of(Principal caller) {
    return new Creator(caller.kind(), caller.id(), caller.name());
  }

  /** That of a row, if it is known. */
  public static Optional<Creator> read(Row row) {
    return row.text("created_by_id")
        .map(
            id ->
                new Creator(
                    Principal.Kind.valueOf(row.string("created_by_kind")),
                    id,
                    row.string("created_by_name")));
  }
}
