package dev.aerie.controlplane.support;

import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.operation.Operation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What PostgreSQL has of a cluster, read past every policy.
 *
 * @param kept whether its data stays when it goes
 * @param operations its own, not those of its backups, by generation
 * @param events actions of its audit events that were not refused, in order
 */
public record ClusterFacts(
    String id,
    String name,
    ClusterState state,
    boolean suspended,
    boolean kept,
    boolean gone,
    long generation,
    long revision,
    String operationId,
    List<Told> operations,
    List<String> events) {

  /** An operation. */
  public record Told(
      String id,
      Operation.Kind kind,
      Operation.State state,
      long generation,
      boolean ended,
      Optional<String> error) {}

  /** All clusters an organisation has had, the oldest first. */
  public static Map<String, ClusterFacts> read(Connection database, String organization)
      throws SQLException {
    var operations = new ArrayList<Map.Entry<String, Told>>();
    each(
        database,
        "SELECT * FROM operations WHERE org_id = ? AND backup_id IS NULL ORDER BY generation, id",
        organization,
        row -> operations.add(Map.entry(row.getString("cluster_id"), told(row))));
    var events = new ArrayList<Map.Entry<String, String>>();
    each(
        database,
        "SELECT * FROM audit_events WHERE org_id = ? AND result = 'OK' ORDER BY seq",
        organization,
        row -> events.add(Map.entry(row.getString("resource"), row.getString("action"))));
    var found = new LinkedHashMap<String, ClusterFacts>();
    each(
        database,
        "SELECT * FROM clusters WHERE org_id = ? ORDER BY created_at, id",
        organization,
        row -> {
          String id = row.getString("id");
          found.put(id, facts(row, id, of(operations, id), of(events, id)));
        });
    return found;
  }

  /** Those of its operations that have not ended. */
  public List<Told> open() {
    return operations.stream().filter(operation -> !operation.ended()).toList();
  }

  /** Whether somebody waits for its end. */
  public boolean awaitsItsEnd() {
    return open().stream().anyMatch(one -> one.kind() == Operation.Kind.DELETE_CLUSTER);
  }

  private static ClusterFacts facts(
      ResultSet row, String id, List<Told> operations, List<String> events) throws SQLException {
    return new ClusterFacts(
        id,
        row.getString("name"),
        ClusterState.valueOf(row.getString("state")),
        row.getBoolean("suspended"),
        row.getString("deletion_policy").equals("RETAIN"),
        row.getTimestamp("gone_at") != null,
        row.getLong("generation"),
        row.getLong("revision"),
        row.getString("operation_id"),
        operations,
        events);
  }

  private static Told told(ResultSet row) throws SQLException {
    return new Told(
        row.getString("id"),
        Operation.Kind.valueOf(row.getString("kind")),
        Operation.State.valueOf(row.getString("state")),
        row.getLong("generation"),
        row.getTimestamp("finished_at") != null,
        Optional.ofNullable(row.getString("error")));
  }

  private static <T> List<T> of(List<Map.Entry<String, T>> all, String id) {
    return all.stream().filter(one -> one.getKey().equals(id)).map(Map.Entry::getValue).toList();
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Connection database, String query, String organization, Reader reader)
      throws SQLException {
    try (var statement = database.prepareStatement(query)) {
      statement.setString(1, organization);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
