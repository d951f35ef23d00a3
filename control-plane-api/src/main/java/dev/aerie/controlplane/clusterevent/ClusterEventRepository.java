package dev.aerie.controlplane.clusterevent;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rows of what happened to clusters. Safe for use by many threads. */
@ApplicationScoped
public class ClusterEventRepository {

  /** Keeps an event; one with an id that is there already changes nothing. */
  public void append(Sql sql, Cluster cluster, ClusterEvent event) {
    sql.change(
        """
        INSERT INTO cluster_events (org_id, cluster_id, id, at, type, reason, note) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        cluster.organizationId(),
        cluster.id(),
        event.id(),
        event.at(),
        event.type(),
        event.reason(),
        event.note());
  }

  /** Newest first, before the event with this id; all when it is empty. */
  List<ClusterEvent> newest(Sql sql, Cluster cluster, String before, int limit) {
    return sql.list(
        """
        SELECT * FROM cluster_events WHERE org_id = ? AND cluster_id = ? AND (? = '' OR (at, id) < (
          SELECT at, id FROM cluster_events WHERE org_id = ? AND cluster_id = ? AND id = ?))
        ORDER BY at DESC, id DESC LIMIT ?
        """,
        ClusterEventRepository::read,
        cluster.organizationId(),
        cluster.id(),
        before,
        cluster.organizationId(),
        cluster.id(),
        before,
        limit);
  }

  private static ClusterEvent read(Row row) {
    return new ClusterEvent(
        row.string("id"),
        row.string("cluster_id"),
        row.instant("at"),
        ClusterEvent.Type.valueOf(row.string("type")),
        row.string("reason"),
        row.string("note"));
  }
}
