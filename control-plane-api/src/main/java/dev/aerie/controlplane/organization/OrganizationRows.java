package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Rows that belong to organisations, by their ids. Safe for use by many threads.
 *
 * @param <T> what a row is read as
 */
public abstract class OrganizationRows<T> {
  /** The table. */
  protected abstract String table();

  /** What the ids of its rows name. */
  protected abstract Kind kind();

  /** Reads a row. */
  protected abstract T read(Row row);

  /** Those of an organisation whose ids come after another. */
  public List<T> list(Sql sql, String organization, String after, int limit) {
    return sql.list(
        "SELECT * FROM %s WHERE org_id = ? AND id > ? ORDER BY id LIMIT ?".formatted(table()),
        this::read,
        organization,
        after,
        limit);
  }

  /** How many an organisation has. */
  public long count(Sql sql, String organization) {
    return sql.first(
            "SELECT count(*) AS rows FROM %s WHERE org_id = ?".formatted(table()),
            row -> row.number("rows"),
            organization)
        .orElseThrow();
  }

  /** One, if it is there. */
  public Optional<T> find(Sql sql, String organization, String id) {
    return first(sql, organization, id, "");
  }

  /**
   * One that must be there.
   *
   * @throws Problem 404 when it is not
   */
  public T get(Sql sql, String organization, String id) {
    return find(sql, organization, id).orElseThrow(() -> Problem.notFound(kind(), id));
  }

  /**
   * One that must be there, unchanged by others until the transaction ends.
   *
   * @throws Problem 404 when it is not
   */
  public T lock(Sql sql, String organization, String id) {
    return first(sql, organization, id, " FOR UPDATE")
        .orElseThrow(() -> Problem.notFound(kind(), id));
  }

  private Optional<T> first(Sql sql, String organization, String id, String clause) {
    return sql.first(
        "SELECT * FROM %s WHERE org_id = ? AND id = ?%s".formatted(table(), clause),
        this::read,
        organization,
        id);
  }
}
